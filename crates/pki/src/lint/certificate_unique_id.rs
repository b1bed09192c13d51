//! What: unique identifiers. Why: the fields were given up decades ago; CAs must not write them. Source: RFC 5280
//! 4.1.2.8. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_unique_id",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.8",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has_unique_id, &RULE);
}
