//! PEM (RFC 7468), read as people paste it and written as programs like it.
//!
//! Reading is tolerant where the meaning is clear: text around the blocks, CRLF, blanks, a byte-order mark, UTF-16 from
//! an editor that says "Unicode", encapsulated headers, missing padding, several blocks, `NEW CERTIFICATE REQUEST`, the
//! quotation marks of a mail (`> `), blanks that are not ASCII, and what [`crate::unescape`] knows of pages and mails.

use std::borrow::Cow;

use base64_simd::STANDARD;

use crate::{subject, unescape::unescaped};

/// More blocks than any honest paste has.
pub const BLOCKS_MAX: usize = 64;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Octets of base64 on a line (RFC 7468 §2).
pub(crate) const LINE: usize = 64;

/// One block: its label without `BEGIN`, and the bytes it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// For example `CERTIFICATE REQUEST`; upper case.
    pub label: String,
    /// The decoded content. Empty for private keys, which are never decoded.
    pub der: Vec<u8>,
}

impl Block {
    /// Whether the label says that a private key is inside.
    pub fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }

    /// Whether it is a request, by its usual label or Microsoft's.
    pub fn is_request(&self) -> bool {
        matches!(self.label.as_str(), "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST")
    }

    /// Whether it is a certificate, by its usual label or OpenSSL's two others.
    pub fn is_certificate(&self) -> bool {
        matches!(self.label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE")
    }
}

/// Why a text that looks like PEM cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemError {
    /// A BEGIN line without its END line: the paste was cut.
    NoEnd,
    /// The END line names another label than the BEGIN line.
    LabelMismatch,
    /// The body is not base64.
    NotBase64,
    /// More than [`BLOCKS_MAX`] blocks.
    TooMany,
}

impl PemError {
    /// The reason as a message parameter.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoEnd => "pem_no_end",
            Self::LabelMismatch => "pem_label_mismatch",
            Self::NotBase64 => "pem_not_base64",
            Self::TooMany => "pem_too_many",
        }
    }
}

impl std::fmt::Display for PemError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for PemError {}

/// Every block in a text, in order; none when there is no BEGIN line.
///
/// The caller limits the size of `input` first. Private keys appear with their label and without content.
///
/// # Errors
/// [`PemError`] for the first block that cannot be read.
pub fn decode_all(input: &[u8]) -> Result<Vec<Block>, PemError> {
    decode_text(&text(input))
}

/// The same for what [`text`] returned.
pub(crate) fn decode_text(text: &str) -> Result<Vec<Block>, PemError> {
    let mut blocks = Vec::new();
    for section in Sections::of(text) {
        if blocks.len() == BLOCKS_MAX {
            return Err(PemError::TooMany);
        }
        let section = section?;
        let mut block = Block { label: section.label.to_ascii_uppercase(), der: Vec::new() };
        if !block.is_private_key() {
            block.der = section.decode().ok_or(PemError::NotBase64)?;
        }
        blocks.push(block);
    }
    Ok(blocks)
}

/// A block as it stands in a text, not decoded.
#[derive(Clone, Copy)]
pub(crate) struct Section<'a> {
    /// As written.
    pub(crate) label: &'a str,
    /// Headers and base64.
    pub(crate) body: &'a str,
    /// Octets from the start of the text to the BEGIN line.
    pub(crate) at: usize,
}

impl Section<'_> {
    /// What the base64 says, with headers (RFC 1421) passed over.
    pub(crate) fn decode(&self) -> Option<Vec<u8>> {
        let direct = decode_base64(self.body);
        direct.or_else(|| decode_base64(without_headers(self.body)?)).or_else(|| decode_base64(&unquoted(self.body)))
    }
}

/// Walks the blocks of a text. After an END line of another label it goes on behind that line; after a missing END line
/// there is nothing more to find.
pub(crate) struct Sections<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Sections<'a> {
    /// The caller limits the size, and how many it takes.
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, rest: text }
    }

    /// Where the walk stands, in octets from the start of the text: behind the last block.
    pub(crate) fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }
}

impl<'a> Iterator for Sections<'a> {
    type Item = Result<Section<'a>, PemError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (before, begun) = split(self.rest, BEGIN)?;
        let at = self.at() + before.len();
        self.rest = "";
        let parts = || {
            let (label, body) = label(begun)?;
            let (body, ended) = split(body, END)?;
            Some((label, body, self::label(ended)?))
        };
        let Some((label, body, (end_label, rest))) = parts() else { return Some(Err(PemError::NoEnd)) };
        self.rest = rest;
        let same = label.eq_ignore_ascii_case(end_label);
        Some(if same { Ok(Section { label, body, at }) } else { Err(PemError::LabelMismatch) })
    }
}

/// One block in the strict form of RFC 7468: LF, 64 columns.
pub fn encode(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode_to_string(der);
    let mut text = String::with_capacity(body.len() + body.len() / LINE + 2 * label.len() + 40);
    encode_body(label, &body, &mut text);
    text
}

/// The same for what is base64 already, into a text that has room for it.
pub(crate) fn encode_body(label: &str, body: &str, text: &mut String) {
    text.extend(["-----BEGIN ", label, "-----\n"]);
    let mut rest = body;
    while !rest.is_empty() {
        let (line, next) = rest.split_at(LINE.min(rest.len()));
        text.extend([line, "\n"]);
        rest = next;
    }
    text.extend(["-----END ", label, "-----\n"]);
}

/// The input as text: UTF-16 by its byte-order mark or by two ASCII characters in front, else UTF-8 with what is none
/// replaced; without the escapes of pages, mails and JSON.
pub(crate) fn text(input: &[u8]) -> Cow<'_, str> {
    let (is_little_endian, body) = match input {
        [0xff, 0xfe, body @ ..] => (true, body),
        [0xfe, 0xff, body @ ..] => (false, body),
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => (true, input),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => (false, input),
        _ => return straightened(unescaped(subject::lossy(input))),
    };
    let unit = if is_little_endian { u16::from_le_bytes } else { u16::from_be_bytes };
    let units = body.as_chunks().0.iter().map(|pair| unit(*pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>();
    straightened(unescaped(text.into()))
}

/// The text with its BEGIN and END lines as they should be, where word processors and pages made something else of their
/// dashes and blanks. Only where not one is right: other lines may stand beside them.
fn straightened(text: Cow<'_, str>) -> Cow<'_, str> {
    let words = [BEGIN, END].map(|mark| mark.trim_start_matches('-'));
    if !text.contains(words[0].trim_end()) || split(&text, BEGIN).is_some() {
        return text;
    }
    let straight = |line: &str| {
        let spaced = line.replace(|c: char| is_blank(c), " ");
        let label = spaced.trim_matches(|c: char| c == ' ' || c == '>' || is_dash(c));
        let is_label = label.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b' ');
        let is_mark = is_label && words.iter().any(|word| label.starts_with(word));
        if is_mark { format!("{DASHES}{label}{DASHES}\n") } else { format!("{line}\n") }
    };
    text.lines().map(straight).collect::<String>().into()
}

/// A hyphen, or what looks like one.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{30fc}' | '\u{ff0d}')
}

/// Base64 with blanks anywhere and padding or not; `None` when it is something else.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_ascii();
    let mut compact = Vec::with_capacity(text.len());
    // Lines are mostly of one length. Where they are not, blanks are left over, which are taken out one by one.
    let line_length = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |at| at + 1).max(1);
    for line in text.as_bytes().chunks(line_length) {
        compact.extend_from_slice(line.trim_ascii());
    }
    let length = base64_simd::forgiving_decode_inplace(&mut compact).ok()?.len();
    compact.truncate(length);
    Some(compact)
}

/// The label up to the closing dashes on the same line, and what follows them.
fn label(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = split(text, DASHES)?;
    if label.contains('\n') { None } else { Some((label.trim_ascii(), rest)) }
}

/// RFC 1421 headers (`Proc-Type: …`) end with their line; base64 has no colon. `None` when there are none.
fn without_headers(body: &str) -> Option<&str> {
    body.get(body.rfind(':')?..)?.split_once('\n').map(|(_, rest)| rest)
}

/// The body without what mail programs and web pages put into it: marks of a quotation at the start of lines, and
/// blanks that are not ASCII or cannot be seen.
fn unquoted(body: &str) -> String {
    let bare = |line: &str| {
        let line = line.trim_start_matches(|c: char| is_blank(c) || matches!(c, '>' | '|'));
        line.chars().filter(|c| !is_blank(*c)).collect::<String>()
    };
    body.lines().map(bare).collect()
}

/// Blanks of every script, zero-width characters (U+200B to U+200F, U+2060, U+FEFF) and the soft hyphen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// What is in front of and behind the first `needle`, which starts with an ASCII character that is rare in `text`: a
/// search for one character is several times as fast as one for a string.
fn split<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let first = *needle.as_bytes().first()?;
    let mut from = 0;
    loop {
        let at = from + memchr::memchr(first, text.as_bytes().get(from..)?)?;
        if let Some(rest) = text.get(at..)?.strip_prefix(needle) {
            return Some((text.get(..at)?, rest));
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    }

    #[test]
    fn reads_what_people_paste() {
        let clean = encode("CERTIFICATE REQUEST", &[7; 100]);
        let crlf = clean.replace('\n', "\r\n");
        for (what, text) in [
            ("clean", clean.clone().into_bytes()),
            ("CRLF", crlf.into_bytes()),
            ("byte-order mark", format!("\u{feff}{clean}").into_bytes()),
            ("UTF-16", utf16(&clean)),
            ("UTF-16 without a mark", utf16(&clean)[2..].to_vec()),
            ("UTF-16, the other way", clean.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("text around", format!("Subject: CN=a\nhere it is:\n{clean}\nregards").into_bytes()),
            ("indented", clean.replace('\n', "\n   ").into_bytes()),
            ("blanks inside", clean.replace("HBwc", "HB wc").into_bytes()),
            ("no padding", clean.replace('=', "").into_bytes()),
            ("one line", clean.replace("Bw\n", "Bw").replace("cH\n", "cH").into_bytes()),
            ("headers", clean.replacen("-----\n", "-----\nComment: a\nVersion: 1\n\n", 1).into_bytes()),
            ("quoted", clean.replace('\n', "\n> ").into_bytes()),
            ("quoted twice", clean.replace('\n', "\n>> ").into_bytes()),
            ("blanks of a web page", clean.replace('\n', "\u{a0}\n\u{200b}").into_bytes()),
            ("blanks of another script", clean.replace("HBwc", "HB\u{3000}wc").into_bytes()),
            ("long dashes", clean.replace("-----", "\u{2014}\u{2014}-").into_bytes()),
            ("full-width dashes", clean.replace('-', "\u{ff0d}").into_bytes()),
            ("too few dashes", clean.replace("-----", "----").into_bytes()),
            ("no dashes", clean.replace("-----", "").into_bytes()),
            ("hard blanks", clean.replace("BEGIN ", "BEGIN\u{a0}").into_bytes()),
            ("lower case", clean.replace("CERTIFICATE REQUEST", "certificate request").into_bytes()),
        ] {
            let blocks = decode_all(&text).unwrap_or_else(|e| panic!("{what}: {e}"));
            assert_eq!(blocks, [Block { label: "CERTIFICATE REQUEST".into(), der: vec![7; 100] }], "{what}");
        }
    }

    #[test]
    fn refuses_with_the_reason() {
        let clean = encode("CERTIFICATE", &[7; 100]);
        for (text, error) in [
            (clean[..80].to_owned(), PemError::NoEnd),
            (clean.replace("END CERTIFICATE", "END CRL"), PemError::LabelMismatch),
            (clean.replace("Bwc", "B!c"), PemError::NotBase64),
            (clean.repeat(BLOCKS_MAX + 1), PemError::TooMany),
            ("-----BEGIN ".into(), PemError::NoEnd),
        ] {
            assert_eq!(decode_all(text.as_bytes()), Err(error));
        }
        assert_eq!(decode_all(b"nothing here"), Ok(vec![]));
    }

    #[test]
    fn keys_are_not_decoded() {
        let text = encode("EC PRIVATE KEY", &[9; 40]) + &encode("CERTIFICATE", &[1]);
        let blocks = decode_all(text.as_bytes()).unwrap();
        assert!(blocks[0].is_private_key() && blocks[0].der.is_empty());
        assert!(blocks[1].is_certificate());
    }
}
