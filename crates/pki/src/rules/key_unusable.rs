//! What: a public key that is none: an EC point that is not on its curve, an RSA modulus that is even. Why: no private
//! key belongs to it, so that nothing it signs can be checked and no connection can be made with it. Source: BR 6.1.6
//! (SP 800-56A 5.6.2.3.2). How to fix: make a new key; do not edit a CSR.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "key_unusable", severity: Severity::Error, source: "BR 6.1.6", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    // An exponent that cannot be used has a rule of its own.
    if !case.key_is_usable && case.rsa.as_ref().is_none_or(super::Rsa::exponent_is_sound) {
        report.add(RULE.finding().with("key", case.csr.key()));
    }
}
