//! What: no place. Why: the place tells apart organisations of the same name. Source: BR 7.1.2.7.3, 7.1.2.7.4, EVG
//! 7.1.4.2.6. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{
    Profile,
    attributes::{LOCALITY, STATE},
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_place_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.3, 7.1.2.7.4, EVG 7.1.4.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let view = &case.view;
    let placed = view.has_attribute(&LOCALITY) || view.has_attribute(&STATE);
    report.add_if(case.profile != Some(Profile::Domain) && !placed, &RULE);
}
