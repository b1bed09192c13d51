//! What: an RSA modulus that a number below 752 divides. Why: a good generator never makes one, so the key is damaged
//! or made up. Source: BR 6.1.6. How to fix: a new key by a current tool.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "key_small_factor", severity: Severity::Error, source: "BR 6.1.6", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if let Some(factor) = case.rsa.as_ref().and_then(|rsa| rsa.modulus.small_factor()) {
        report.add(RULE.finding().with("factor", factor));
    }
}
