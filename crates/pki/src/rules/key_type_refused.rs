//! What: a key of a kind that public CAs do not certify, such as P-521, Ed25519, DSA or ML-DSA. Why: browsers
//! would refuse the certificate. Source: BR 6.1.5, 7.1.3.1. How to fix: RSA of 2048 bits and more, P-256 or P-384.

use super::{Applies, Case, Report, Rule, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "key_type_refused",
    severity: Severity::Error,
    source: "BR 6.1.5, BR 7.1.3.1",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if !case.rules.takes_kind(case.csr.key()) && case.csr.key() != KeyKind::EcExplicit {
        report.add(RULE.finding().with("key", case.csr.key()));
    }
}
