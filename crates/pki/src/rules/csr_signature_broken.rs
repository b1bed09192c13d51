//! What: the request's signature is not by its own key over these bytes. Why: the text was damaged or edited, or the
//! sender does not hold the key. Source: RFC 2986 §4.2. How to fix: make the request anew; never edit one by hand.

use super::{Applies, Case, Report, Rule, Severity, Verdict};

pub(super) static RULE: Rule = Rule {
    code: "csr_signature_broken",
    severity: Severity::Error,
    source: "RFC 2986 section 4.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // By a key that is none, nothing can be signed: `key_unusable` and `key_exponent` say so.
    if case.signature == Verdict::Broken && case.key_is_usable {
        report.add(RULE.finding());
    }
}
