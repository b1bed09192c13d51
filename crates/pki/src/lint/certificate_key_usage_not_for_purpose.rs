//! What: key that cannot do a handshake. Why: in TLS a server's key signs, or decrypts, or agrees on a key. Source:
//! RFC 5280 4.2.1.12. How to fix: make the certificate anew without this fault.

use super::view::{DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_ENCIPHERMENT};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_not_for_purpose",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 5280 4.2.1.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const HANDSHAKE: u16 = DIGITAL_SIGNATURE | KEY_ENCIPHERMENT | KEY_AGREEMENT;
    let cannot = case.view.key_usage.is_some_and(|usage| usage.bits != 0 && usage.bits & HANDSHAKE == 0);
    report.add_if(cannot && case.certificate.server_auth() == Some(true), &RULE);
}
