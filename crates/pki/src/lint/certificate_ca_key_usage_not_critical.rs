//! What: CA's keyUsage not critical. Why: no program may pass over what a CA's key may be used for. Source: RFC 5280
//! 4.2.1.3, BR 7.1.2.10.7. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::KEY_USAGE;

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_key_usage_not_critical",
    severity: Severity::Warning,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.3, BR 7.1.2.10.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let root = case.certificate.is_self_issued();
    report.add_if(!root && case.view.has(KEY_USAGE) && !case.view.is_critical(KEY_USAGE), &RULE);
}
