//! What: more than one request in the input, and they differ. Why: only one can be meant, and guessing could certify
//! the wrong key. Source: product: one request, one certificate. How to fix: paste the one for this order; the finding
//! tells them apart by their names.

use super::{Applies, Finding, Rule, Severity, seen_earlier};
use crate::{Csr, pem::Block};

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
    let requests = || blocks.iter().filter(|block| block.is_request());
    if requests().zip(requests().skip(1)).all(|(one, next)| one.der == next.der) {
        return Ok(());
    }
    let name = |request: &Block| {
        let csr = Csr::from_der(request.der.clone()).ok()?;
        csr.names().first().map(|name| name.as_str().to_owned())
    };
    let names: Vec<_> =
        requests().take(SHOWN_MAX).map(|request| name(request).unwrap_or_else(|| "?".to_owned())).collect();
    Err(RULE.finding().with("requests", requests().count()).with("names", names.join(" ")))
}
