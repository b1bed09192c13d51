//! What: person in an organisation's certificate. Why: for an OV certificate an organisation was checked, not a
//! person. Source: BR 7.1.2.7.4. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{
    Profile,
    attributes::{GIVEN_NAME, SURNAME},
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_person_forbidden",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let named = case.view.has_attribute(&SURNAME) || case.view.has_attribute(&GIVEN_NAME);
    report.add_if(case.profile == Some(Profile::Organization) && named, &RULE);
}
