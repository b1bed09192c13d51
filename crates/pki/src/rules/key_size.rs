//! What: an RSA modulus too short, too long, or of a length that eight does not divide. Why: short ones can be
//! factored; odd lengths come from faulty generators. Source: BR 6.1.5. How to fix: a new key of 2048 or 4096 bits.

use super::{Applies, Case, Report, Rule, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule =
    Rule { code: "key_size", severity: Severity::Error, source: "BR 6.1.5", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    let KeyKind::Rsa { bits } = case.csr.key() else { return };
    let (min, max) = (case.rules.rsa_bits_min, case.rules.rsa_bits_max);
    let reason = match bits {
        _ if bits < min => "too_short",
        _ if bits > max => "too_long",
        _ if bits % 8 != 0 => "not_divisible",
        _ => return,
    };
    report.add(RULE.finding().with("reason", reason).with("bits", bits).with("bits_min", min).with("bits_max", max));
}
