//! What: key may sign certificates. Why: only CAs sign certificates; such a key on a server would be a danger to
//! everybody. Source: RFC 5280 4.2.1.3, BR 7.1.2.7.11. How to fix: make the certificate anew without this fault.

use super::view::{CRL_SIGN, KEY_CERT_SIGN};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_signs",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 5280 4.2.1.3, BR 7.1.2.7.11",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let signs = |bits: u16| bits & KEY_CERT_SIGN != 0 || (bits & CRL_SIGN != 0 && case.profile.is_some());
    report.add_if(case.view.key_usage.is_some_and(|usage| signs(usage.bits)), &RULE);
}
