//! What: the input carries a private key. Why: a key that left its owner's machine is no longer his alone; the shop
//! keeps nothing of it, not even the request beside it. Source: BR 6.1.2, 4.9.1.1 (a leaked key means revocation).
//! How to fix: make a new key and a new request; paste only the request.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{Applies, Finding, Rule, Severity, seen_earlier};
use crate::{
    der::{self, Reader},
    pem::Block,
};

pub(super) static RULE: Rule = Rule {
    code: "private_key_pasted",
    severity: Severity::Error,
    source: "BR 6.1.2, BR 4.9.1.1",
    applies: Applies::Always,
    check: seen_earlier,
};

/// Looks for the words of key files, whole or cut off.
pub(super) fn check_text(text: &str) -> Result<(), Finding> {
    static LABEL: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(WORDS));
    static MARKS: LazyLock<[Finder<'_>; 3]> =
        LazyLock::new(|| ["PuTTY-User-Key-File", "Private-Lines:", "<RSAKeyValue>"].map(Finder::new));
    let is_labelled = || LABEL.find_iter(text.as_bytes()).any(|at| is_label(text, at));
    // A JSON Web Key with its private part (RFC 7518 section 6).
    let is_jwk = || text.trim_start().starts_with(['{', '[']) && text.contains("\"kty\"") && text.contains("\"d\"");
    let found = MARKS.iter().any(|mark| mark.find(text.as_bytes()).is_some()) || is_labelled() || is_jwk();
    if found { Err(RULE.finding()) } else { Ok(()) }
}

/// The words of every label of a private key.
const WORDS: &str = "PRIVATE KEY";

/// Whether the words at this place belong to a BEGIN or END line, whole, cut off or with its dashes spoilt: others write
/// about keys beside a good request.
fn is_label(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let other = |c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == ' ');
    let same_line = before.rfind(other).map_or(before, |end| before.get(end + 1..).unwrap_or_default());
    let after = text.get(at + WORDS.len()..).unwrap_or_default();
    ["BEGIN ", "END "].iter().any(|word| same_line.contains(word)) || after.starts_with('-')
}

/// Looks at the labels, which count in any case.
pub(super) fn check_blocks(blocks: &[Block]) -> Result<(), Finding> {
    if blocks.iter().any(Block::is_private_key) { Err(RULE.finding()) } else { Ok(()) }
}

/// Looks at the first elements of DER: PKCS#8, PKCS#1, SEC 1, encrypted PKCS#8 or PKCS#12.
pub(super) fn check_der(bytes: &[u8]) -> Result<(), Finding> {
    if looks_like_key(bytes).unwrap_or(false) { Err(RULE.finding()) } else { Ok(()) }
}

fn looks_like_key(bytes: &[u8]) -> Result<bool, der::DerError> {
    let mut parts = Reader::new(bytes).expect(der::SEQUENCE, "key")?.open();
    let (first, second) = (parts.any("key")?, parts.any("key")?);
    Ok(match (first.tag, first.body, second.tag) {
        // PrivateKeyInfo: version, algorithm; PFX: version 3, content; both start so.
        (der::INTEGER, [0 | 1 | 3], der::SEQUENCE) => true,
        // RSAPrivateKey: version, modulus. ECPrivateKey: version 1, octets. DSA: version, prime.
        (der::INTEGER, [0 | 1], der::INTEGER | der::OCTET_STRING) => true,
        // EncryptedPrivateKeyInfo: algorithm, octets.
        (der::SEQUENCE, _, der::OCTET_STRING) => true,
        _ => false,
    })
}
