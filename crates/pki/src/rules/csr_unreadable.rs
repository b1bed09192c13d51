//! What: there is no request in the input, or its DER breaks off. Why: nothing can be said about it. Source: RFC 2986,
//! RFC 7468, X.690. How to fix: paste the whole text from the BEGIN to the END line as the tool wrote it.

use super::{Finding, Rule, Severity, seen_earlier};
use crate::{Csr, der::SEQUENCE, pem};

pub(super) static RULE: Rule =
    Rule { code: "csr_unreadable", severity: Severity::Error, source: "RFC 2986, RFC 7468", check: seen_earlier };

/// The DER of the one request in PEM, bare base64 or DER.
pub(super) fn find_request(input: &[u8]) -> Result<Vec<u8>, Finding> {
    let unreadable = |reason: &str| RULE.finding().with("reason", reason);
    if input.first() == Some(&SEQUENCE) {
        // "0" in ASCII is SEQUENCE's octet; base64 of a request starts with "M", so a text cannot be meant.
        return Ok(input.to_vec());
    }
    let blocks = pem::decode_all(input).map_err(|e| unreadable(e.code()))?;
    let others = blocks.first().map(|block| block.label.clone());
    let mut requests = blocks.into_iter().filter(pem::Block::is_request);
    match (requests.next(), requests.next(), others) {
        (Some(request), None, _) => Ok(request.der),
        (Some(_), Some(_), _) => Err(unreadable("several_requests")),
        (None, _, Some(label)) => Err(unreadable("other_block").with("label", label)),
        (None, _, None) if input.trim_ascii().is_empty() => Err(unreadable("empty")),
        // Some control panels show the body without its BEGIN and END lines.
        (None, _, None) => pem::decode_base64(input)
            .filter(|der| der.first() == Some(&SEQUENCE))
            .ok_or_else(|| unreadable("no_request")),
    }
}

pub(super) fn read(der: Vec<u8>) -> Result<Csr, Finding> {
    Csr::from_der(der).map_err(|e| RULE.finding().with("reason", e.what).with("at", e.at))
}
