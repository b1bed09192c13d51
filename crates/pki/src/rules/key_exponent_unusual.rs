//! What: an odd RSA exponent from 3 on, but outside 2^16+1 to 2^256-1. Why: small ones break with careless padding,
//! huge ones with many programs. Source: BR 6.1.6 (SHOULD). How to fix: the usual exponent 65537.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key_exponent_unusual",
    severity: Severity::Warning,
    source: "BR 6.1.6",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(rsa) = &case.rsa else { return };
    let is_small = rsa.exponent.len() < 3 || rsa.exponent == [1, 0, 0];
    if rsa.exponent_is_sound() && (is_small || rsa.exponent.len() > 32) {
        report.add(RULE.finding());
    }
}
