//! What: an RSA modulus whose two primes lie so close together that 100 rounds of Fermat's method find them. Why:
//! anyone can. Source: BR 6.1.1.3 (5), CVE-2022-26320. How to fix: a new key by another tool; the maker of this one
//! should know.

use super::{Applies, Case, Report, Rule, Severity};
use crate::weak::FERMAT_ROUNDS;

pub(super) static RULE: Rule = Rule {
    code: "key_close_primes",
    severity: Severity::Error,
    source: "BR 6.1.1.3, CVE-2022-26320",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rsa.as_ref().is_some_and(|rsa| rsa.modulus.has_close_factors()) {
        report.add(RULE.finding().with("rounds", FERMAT_ROUNDS));
    }
}
