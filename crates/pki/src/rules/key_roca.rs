//! What: an RSA key with the fingerprint of Infineon's faulty library (ROCA, CVE-2017-15361). Why: such keys can be
//! factored. Source: BR 6.1.1.3 (5), Nemec et al., CCS 2017. How to fix: a new key from software, or from a token with
//! new firmware.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key_roca",
    severity: Severity::Error,
    source: "BR 6.1.1.3, CVE-2017-15361",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rsa.as_ref().is_some_and(|rsa| rsa.modulus.is_roca()) {
        report.add(RULE.finding());
    }
}
