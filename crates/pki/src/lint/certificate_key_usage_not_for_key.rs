//! What: use that the key cannot serve. Why: an elliptic-curve key cannot encrypt and an RSA key cannot agree on a
//! key; programs may refuse the contradiction. Source: RFC 3279 2.3.1, RFC 5480 3, RFC 8813 3. How to fix: make the
//! certificate anew without this fault.

use super::view::{DATA_ENCIPHERMENT, DECIPHER_ONLY, ENCIPHER_ONLY, KEY_AGREEMENT, KEY_ENCIPHERMENT};
use super::{Case, Report, Rule, Scope, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_not_for_key",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 3279 2.3.1, RFC 5480 3, RFC 8813 3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let impossible = match case.certificate.key() {
        KeyKind::Rsa { .. } => KEY_AGREEMENT | ENCIPHER_ONLY | DECIPHER_ONLY,
        KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 => KEY_ENCIPHERMENT | DATA_ENCIPHERMENT,
        KeyKind::Ed25519 | KeyKind::Ed448 => KEY_ENCIPHERMENT | DATA_ENCIPHERMENT | KEY_AGREEMENT,
        _ => 0,
    };
    if case.view.key_usage.is_some_and(|usage| usage.bits & impossible != 0) {
        report.add(RULE.finding().with("key", case.certificate.key()));
    }
}
