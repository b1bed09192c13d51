//! What: keyUsage wrongly encoded. Why: a certificate has exactly one correct encoding; strict programs refuse any
//! other. Source: RFC 5280 4.2.1.3, X.690 11.2.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_encoding",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.3, X.690 11.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some_and(|usage| usage.bits != 0 && !usage.well_encoded), &RULE);
}
