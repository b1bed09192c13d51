//! What: name constraints with a distance. Why: what programs pass over constrains nothing. Source: RFC 5280
//! 4.2.1.10. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_constraints_distance",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.name_constraints.is_some_and(|constraints| constraints.has_distance), &RULE);
}
