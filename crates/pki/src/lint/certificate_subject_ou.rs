//! What: organisational unit. Why: nobody can validate the name of a department; since 2022-09-01 no public
//! certificate carries one. Source: BR 7.1.4.2, SC-047. How to fix: the CA issues the certificate anew.

use super::attributes::ORGANIZATIONAL_UNIT;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_ou",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2, SC-047",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for unit in case.view.texts(&ORGANIZATIONAL_UNIT) {
        report.add(RULE.finding().with("value", unit));
    }
}
