//! What: the signature's algorithm, or its fit to the key, cannot be checked. Why: a proof that cannot be checked is
//! none. Source: RFC 2986 §4.2, BR 7.1.3.2. How to fix: sign with SHA-256 by an RSA or ECDSA key.

use super::{Applies, Case, Report, Rule, Severity, Verdict};

pub(super) static RULE: Rule = Rule {
    code: "csr_signature_unknown",
    severity: Severity::Error,
    source: "RFC 2986 section 4.2, BR 7.1.3.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.signature == Verdict::Unsupported && !case.key_is_refused() {
        report.add(RULE.finding().with("key", case.csr.key()).with("algorithm", case.csr.signature_algorithm()));
    }
}
