//! What: DV certificate with another attribute. Why: for a DV certificate only control of the names was checked;
//! anything more would look checked too. Source: BR 7.1.2.7.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{
    Profile,
    attributes::{
        COMMON_NAME, COUNTRY, EMAIL_ADDRESS, LOCALITY, ORGANIZATION, ORGANIZATIONAL_UNIT, POSTAL_CODE, STATE, STREET,
    },
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_dv_attribute",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // Those that another rule speaks of are left to it.
    let spoken_of = [
        &COUNTRY,
        &COMMON_NAME,
        &ORGANIZATION,
        &LOCALITY,
        &STATE,
        &POSTAL_CODE,
        &STREET,
        &ORGANIZATIONAL_UNIT,
        &EMAIL_ADDRESS,
    ];
    if case.profile == Some(Profile::Domain) {
        for attribute in case.view.subject.iter().filter(|a| !spoken_of.iter().any(|kind| a.is(kind))) {
            report.add(RULE.finding().with("attribute", attribute.name()));
        }
    }
}
