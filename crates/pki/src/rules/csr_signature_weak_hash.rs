//! What: the request is signed over MD5 or SHA-1. Why: both hashes are broken; no CA takes such requests. Source:
//! SC-097 (SHA-1 gone 2026-09-15), RFC 6151. How to fix: make the request with `-sha256`.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "csr_signature_weak_hash",
    severity: Severity::Error,
    source: "BR 7.1.3.2, SC-097 (2026-09-15)",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if let Some(hash) = case.csr.signature_algorithm().hash().filter(|hash| hash.is_weak()) {
        report.add(RULE.finding().with("hash", hash.as_str()));
    }
}
