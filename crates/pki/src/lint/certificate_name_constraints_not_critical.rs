//! What: nameConstraints not critical. Why: a program that does not know the extension would accept names that the CA
//! may not issue for. Source: RFC 5280 4.2.1.10. How to fix: make the certificate anew without this fault.

use super::view::NAME_CONSTRAINTS;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_constraints_not_critical",
    severity: Severity::Warning,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has(NAME_CONSTRAINTS) && !case.view.is_critical(NAME_CONSTRAINTS), &RULE);
}
