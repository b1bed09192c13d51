//! What: key of a kind that is not allowed. Why: browsers cannot check signatures of other kinds. Source: BR 6.1.5,
//! 7.1.3.1. How to fix: make a new key of RSA or ECDSA on P-256 or P-384, and ask for a new certificate.

use super::{Case, Report, Rule, Scope, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_type",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 6.1.5, 7.1.3.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let key = case.certificate.key();
    if !matches!(key, KeyKind::Rsa { .. } | KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521) {
        report.add(RULE.finding().with("key", key));
    }
}
