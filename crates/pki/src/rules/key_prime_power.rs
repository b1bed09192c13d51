//! What: an RSA modulus that is a power of one prime. Why: its root is its secret. Source: BR 6.1.6 (NIST SP 800-89
//! section 5.3.3). How to fix: a new key by a current tool.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key_prime_power",
    severity: Severity::Error,
    source: "BR 6.1.6, NIST SP 800-89",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rsa.as_ref().is_some_and(|rsa| rsa.modulus.is_power()) {
        report.add(RULE.finding());
    }
}
