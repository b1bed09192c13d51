//! What: EV certificate without the country of registration. Why: a registration number means something only together
//! with its register. Source: EVG 7.1.4.2.4. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Profile, attributes::JURISDICTION_COUNTRY};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_jurisdiction_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.profile == Some(Profile::Extended) && !case.view.has_attribute(&JURISDICTION_COUNTRY), &RULE);
}
