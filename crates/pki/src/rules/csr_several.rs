//! What: more than one request in the input, and they differ. Why: only one can be meant, and guessing could certify
//! the wrong key. Source: product: one request, one certificate. How to fix: paste the one for this order; the finding
//! tells them apart by name, kind of key and the start of the fingerprint of the key (SPKI SHA-256).

use super::{Applies, Finding, Rule, Severity, seen_earlier};
use crate::{Csr, DnsName, pem::Block};

pub(super) static RULE: Rule = Rule {
    code: "csr_several",
    severity: Severity::Error,
    source: "product: one request, one certificate",
    applies: Applies::Always,
    check: seen_earlier,
};

/// The one finding when the requests among the blocks are not all the same.
pub(super) fn check(blocks: &[Block]) -> Result<(), Finding> {
    /// More are not worth telling apart.
    const SHOWN_MAX: usize = 5;
    /// Of the fingerprint of a key, enough to tell a few apart.
    const KEY_DIGITS: usize = 8;
    let requests = || blocks.iter().filter(|block| block.is_request());
    if requests().zip(requests().skip(1)).all(|(one, next)| one.der == next.der) {
        return Ok(());
    }
    let label = |request: &Block| {
        let Ok(csr) = Csr::from_der(request.der.clone()) else { return "?".to_owned() };
        let key = csr.spki_sha256().to_string();
        format!("{} ({}, {})", csr.names().first().map_or("?", DnsName::as_str), csr.key(), &key[..KEY_DIGITS])
    };
    let names: Vec<_> = requests().take(SHOWN_MAX).map(label).collect();
    Err(RULE.finding().with("requests", requests().count()).with("names", names.join(" / ")))
}
