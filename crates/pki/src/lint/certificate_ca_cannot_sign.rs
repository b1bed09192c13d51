//! What: CA that may not sign. Why: programs refuse every chain through such a CA. Source: RFC 5280 4.2.1.3. How to
//! fix: make the certificate anew without this fault.

use super::view::KEY_CERT_SIGN;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_cannot_sign",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some_and(|usage| usage.bits & KEY_CERT_SIGN == 0), &RULE);
}
