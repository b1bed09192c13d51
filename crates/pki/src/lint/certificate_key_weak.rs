//! What: key that can be computed. Why: whoever can compute the key can pose as the site; CAs must revoke such
//! certificates within a day. Source: BR 6.1.1.3, 6.1.6, 4.9.1.1. How to fix: take the certificate out of use now,
//! make a new key with up-to-date software and ask for a new certificate.

use super::{Case, Report, Rule, Scope, Severity};
use crate::{
    KeyKind, keys,
    weak::{Modulus, debian},
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_weak",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "BR 6.1.1.3, 6.1.6, 4.9.1.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.standards.is_compromised(|| case.certificate.spki_sha256()) {
        report.add(RULE.finding().with("reason", "compromised"));
    }
    if let Some(reason) = reason(case) {
        report.add(RULE.finding().with("reason", reason));
    }
}

fn reason(case: &Case<'_>) -> Option<&'static str> {
    let (kind, key) = (case.certificate.key(), case.view.key_bits);
    if debian::made(kind, key) {
        return Some("debian");
    }
    let (octets, _) = matches!(kind, KeyKind::Rsa { .. }).then(|| keys::rsa_parts(key).ok())??;
    let modulus = Modulus::new(octets);
    Some(match () {
        () if modulus.small_factor().is_some() => "small_factor",
        () if modulus.is_roca() => "roca",
        () if modulus.has_close_factors() => "close_primes",
        () if modulus.is_power() => "prime_power",
        () => return None,
    })
}
