//! What: a key that was reported compromised to this shop or its CAs, or whose certificate this shop revoked because the
//! key leaked. Why: someone else has it too. Source: BR 6.1.1.3 (4), 4.9.1.1. How to fix: a new key; never use this one
//! again.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "key_compromised",
    severity: Severity::Error,
    source: "BR 6.1.1.3, BR 4.9.1.1",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let revoked = &case.wanted.revoked_keys;
    if case.standards.is_compromised(|| case.csr.spki_sha256())
        || (!revoked.is_empty() && revoked.contains(&case.csr.spki_sha256()))
    {
        report.add(RULE.finding());
    }
}
