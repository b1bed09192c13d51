//! What: the input is larger than any CSR. Why: the limit stands before all parsing, so that hostile input costs
//! nothing. Source: limits before parsing, 64 KiB (the longest RSA-8192 request with 100 names has 8 KiB).
//! How to fix: paste only the request, not a log or an archive.

use super::{Applies, Finding, Rule, Severity, seen_earlier};
use crate::csr::CSR_OCTETS_MAX;

pub(super) static RULE: Rule = Rule {
    code: "csr_too_large",
    severity: Severity::Error,
    source: "warifu: limits before parsing",
    applies: Applies::Always,
    check: seen_earlier,
};

pub(super) fn check(input: &[u8]) -> Result<(), Finding> {
    if input.len() <= CSR_OCTETS_MAX {
        return Ok(());
    }
    Err(RULE.finding().with("octets", input.len()).with("octets_max", CSR_OCTETS_MAX))
}
