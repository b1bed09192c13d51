//! What: DV certificate with an organisation or address. Why: for a DV certificate only control of the names was
//! checked; anything more would look checked too. Source: BR 7.1.2.7.2. How to fix: the CA issues the certificate
//! anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{
    Profile,
    attributes::{LOCALITY, ORGANIZATION, POSTAL_CODE, STATE, STREET},
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_dv_organization",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.profile == Some(Profile::Domain) {
        for kind in [&ORGANIZATION, &LOCALITY, &STATE, &POSTAL_CODE, &STREET] {
            if case.view.has_attribute(kind) {
                report.add(RULE.finding().with("attribute", kind.name));
            }
        }
    }
}
