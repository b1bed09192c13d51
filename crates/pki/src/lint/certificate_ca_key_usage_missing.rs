//! What: CA without keyUsage. Why: only with keyUsage do all programs know that the key may sign certificates.
//! Source: RFC 5280 4.2.1.3, BR 7.1.2.10.7. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::KEY_USAGE;

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_key_usage_missing",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.3, BR 7.1.2.10.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // A root is trusted by itself; old ones have none.
    report.add_if(!case.view.has(KEY_USAGE) && !case.certificate.is_self_issued(), &RULE);
}
