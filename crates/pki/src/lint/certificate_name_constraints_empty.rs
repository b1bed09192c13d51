//! What: empty name constraints. Why: programs disagree whether an empty list forbids everything or nothing. Source:
//! RFC 5280 4.2.1.10. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_constraints_empty",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.name_constraints.is_some_and(|constraints| constraints.is_empty), &RULE);
}
