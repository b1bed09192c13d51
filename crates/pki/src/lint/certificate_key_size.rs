//! What: RSA key of a wrong length. Why: shorter keys can be broken; odd lengths come from faulty programs. Source:
//! BR 6.1.5. How to fix: make a new key and ask for a new certificate.

use super::{Case, Report, Rule, Scope, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule =
    Rule { code: "certificate_key_size", severity: Severity::Error, scope: Scope::Public, source: "BR 6.1.5", check };

fn check(case: &Case<'_>, report: &mut Report) {
    const BITS_MIN: u32 = 2048;
    let KeyKind::Rsa { bits } = case.certificate.key() else { return };
    if bits < BITS_MIN || bits % 8 != 0 {
        report.add(RULE.finding().with("bits", bits).with("bits_min", BITS_MIN));
    }
}
