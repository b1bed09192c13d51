//! What: name constraints without a CA. Why: a certificate that issues nothing has no names to constrain. Source: RFC
//! 5280 4.2.1.10. How to fix: make the certificate anew without this fault.

use super::view::NAME_CONSTRAINTS;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_constraints_in_leaf",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 5280 4.2.1.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has(NAME_CONSTRAINTS), &RULE);
}
