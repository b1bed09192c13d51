//! What: keyUsage without a use. Why: a key with no permitted use is good for nothing; programs refuse it. Source:
//! RFC 5280 4.2.1.3. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_empty",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some_and(|usage| usage.bits == 0), &RULE);
}
