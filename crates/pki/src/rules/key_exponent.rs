//! What: an RSA exponent that is even or below 3. Why: with 1 a signature is the message itself; even ones have no
//! inverse. Source: BR 6.1.6. How to fix: make the key with the usual exponent 65537.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "key_exponent", severity: Severity::Error, source: "BR 6.1.6", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rsa.as_ref().is_some_and(|rsa| !rsa.exponent_is_sound()) {
        report.add(RULE.finding());
    }
}
