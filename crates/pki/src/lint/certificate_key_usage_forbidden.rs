//! What: uses that a server's key must or must not have. Why: in TLS a server's key signs the handshake (with RSA it
//! may also decrypt); nothing else is its business. Source: BR 7.1.2.7.11. How to fix: the CA issues the certificate
//! anew.

use super::view::{DIGITAL_SIGNATURE, NON_REPUDIATION};
use super::{Case, Report, Rule, Scope, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_forbidden",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.11",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(usage) = case.view.key_usage else { return };
    let reason = match case.certificate.key() {
        _ if usage.bits & NON_REPUDIATION != 0 => "non_repudiation",
        KeyKind::Rsa { .. } => return,
        _ if usage.bits & DIGITAL_SIGNATURE == 0 => "no_signature",
        _ => return,
    };
    report.add(RULE.finding().with("reason", reason));
}
