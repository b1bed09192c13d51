//! What: an RSA key whose AlgorithmIdentifier is not the one that the BR spell out, mostly for lack of NULL. Why: CAs
//! compare these octets one by one. Source: BR 7.1.3.1.1. How to fix: make the CSR with a current tool.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key_algorithm_inexact",
    severity: Severity::Error,
    source: "BR 7.1.3.1.1",
    applies: Applies::Always,
    check,
};

/// `rsaEncryption` with NULL parameters.
const EXACT: [u8; 15] = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rsa.is_some() && case.csr.key_algorithm() != EXACT {
        report.add(RULE.finding());
    }
}
