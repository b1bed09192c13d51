//! What: there is no request in the input, or its DER breaks off. Why: nothing can be said about it. Source: RFC 2986,
//! RFC 7468, X.690. How to fix: paste the whole text from the BEGIN to the END line as the tool wrote it.

use super::{Applies, Finding, Rule, Severity, csr_several, seen_earlier};
use crate::{
    Csr,
    csr::NAMES_MAX,
    der::SEQUENCE,
    pem::{self, Block},
};

pub(super) static RULE: Rule = Rule {
    code: "csr_unreadable",
    severity: Severity::Error,
    source: "RFC 2986, RFC 7468",
    applies: Applies::Always,
    check: seen_earlier,
};

/// The DER of the one request among the blocks, or of the text when it is bare base64.
pub(super) fn find_request(text: &str, mut blocks: Vec<Block>) -> Result<Vec<u8>, Finding> {
    csr_several::check(&blocks)?;
    if let Some(at) = blocks.iter().position(Block::is_request) {
        return Ok(blocks.swap_remove(at).der);
    }
    match blocks.first() {
        Some(other) => Err(unreadable("other_block").with("label", &other.label)),
        None if text.trim().is_empty() => Err(unreadable("empty")),
        // Some control panels show the body without its BEGIN and END lines.
        None => {
            let der = pem::decode_base64(text).filter(|der| der.first() == Some(&SEQUENCE));
            der.ok_or_else(|| unreadable("no_request"))
        }
    }
}

pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Finding> {
    pem::decode_text(text).map_err(|e| unreadable(e.code()))
}

pub(super) fn read(der: Vec<u8>) -> Result<Csr, Finding> {
    Csr::from_der(der).map_err(|e| unreadable(e.what).with("at", e.at).with("names_max", NAMES_MAX))
}

fn unreadable(reason: &str) -> Finding {
    RULE.finding().with("reason", reason)
}
