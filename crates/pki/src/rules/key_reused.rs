//! What: the key of an earlier order. Why: allowed, but one leak then ends both certificates, and a new key costs
//! nothing. Source: BR 6.1.2, the help page on CSRs. How to fix: make a new key with the CSR.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "key_reused", severity: Severity::Warning, source: "BR 6.1.2", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if !case.wanted.known_keys.is_empty() && case.wanted.known_keys.contains(&case.csr.spki_sha256()) {
        report.add(RULE.finding());
    }
}
