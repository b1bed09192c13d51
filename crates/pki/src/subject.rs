//! Distinguished names: attributes with their kind and their text in any X.520 string type.

use std::{borrow::Cow, fmt};

use serde::Deserialize;

use crate::der::{self, DerError, Element, Reader};

/// More attributes than any certificate subject has use for; the rest of a hostile name is refused.
const ATTRIBUTES_MAX: usize = 64;

/// What an attribute of a distinguished name is. Read from rule data by its short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum AttributeKind {
    /// DC
    DomainComponent,
    /// C
    Country,
    /// ST
    State,
    /// L
    Locality,
    /// postalCode
    PostalCode,
    /// street
    Street,
    /// O
    Organization,
    /// SN (surname)
    Surname,
    /// GN (given name)
    GivenName,
    /// OU
    OrganizationalUnit,
    /// CN
    CommonName,
    /// serialNumber
    SerialNumber,
    /// businessCategory
    BusinessCategory,
    /// emailAddress (PKCS#9)
    EmailAddress,
    /// Anything else.
    Other,
}

/// Kind, short name and OID body, in the order of BR 7.1.4.2's table, then the rest.
const KINDS: [(AttributeKind, &str, &[u8]); 14] = [
    (AttributeKind::DomainComponent, "DC", &[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19]),
    (AttributeKind::Country, "C", &[0x55, 0x04, 0x06]),
    (AttributeKind::State, "ST", &[0x55, 0x04, 0x08]),
    (AttributeKind::Locality, "L", &[0x55, 0x04, 0x07]),
    (AttributeKind::PostalCode, "postalCode", &[0x55, 0x04, 0x11]),
    (AttributeKind::Street, "street", &[0x55, 0x04, 0x09]),
    (AttributeKind::Organization, "O", &[0x55, 0x04, 0x0a]),
    (AttributeKind::Surname, "SN", &[0x55, 0x04, 0x04]),
    (AttributeKind::GivenName, "GN", &[0x55, 0x04, 0x2a]),
    (AttributeKind::OrganizationalUnit, "OU", &[0x55, 0x04, 0x0b]),
    (AttributeKind::CommonName, "CN", &[0x55, 0x04, 0x03]),
    (AttributeKind::SerialNumber, "serialNumber", &[0x55, 0x04, 0x05]),
    (AttributeKind::BusinessCategory, "businessCategory", &[0x55, 0x04, 0x0f]),
    (AttributeKind::EmailAddress, "emailAddress", &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01]),
];

impl AttributeKind {
    /// How many kinds there are.
    pub(crate) const COUNT: usize = KINDS.len() + 1;

    /// Every kind, in the order of their numbers.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, ..)| *kind).chain([Self::Other])
    }

    /// The short name that openssl and people use: `CN`, `O`, …; `other` for the unknown.
    pub fn short(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("other", |(_, short, _)| short)
    }

    /// The OID's body; empty for [`AttributeKind::Other`].
    pub(crate) fn oid(self) -> &'static [u8] {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or(&[], |(.., oid)| oid)
    }

    fn of(oid: &[u8]) -> Self {
        KINDS.iter().find(|(.., known)| *known == oid).map_or(Self::Other, |(kind, ..)| *kind)
    }
}

impl TryFrom<String> for AttributeKind {
    type Error = String;

    fn try_from(short: String) -> Result<Self, String> {
        let kind = KINDS.iter().find(|(_, known, _)| *known == short).map(|(kind, ..)| *kind);
        kind.ok_or_else(|| format!("unknown subject attribute `{short}`"))
    }
}

/// Names of attributes that mean nothing here but stand in EV certificates (EV Guidelines 7.1.4.2), as openssl writes them.
const OTHERS: [(&str, &[u8]); 4] = [
    ("jurisdictionL", &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x01]),
    ("jurisdictionST", &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x02]),
    ("jurisdictionC", &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x03]),
    ("organizationIdentifier", &[0x55, 0x04, 0x61]),
];

/// One attribute of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What it is.
    pub kind: AttributeKind,
    /// What it is called, for people.
    pub name: Cow<'static, str>,
    /// The value as text; characters that its string type cannot hold appear as U+FFFD.
    pub text: String,
    /// Whether the octets are what the string type allows.
    pub well_encoded: bool,
}

/// A distinguished name, in the order it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    attributes: Vec<Attribute>,
}

impl Subject {
    /// Every attribute in order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The texts of all attributes of one kind.
    pub fn all(&self, kind: AttributeKind) -> impl Iterator<Item = &str> {
        self.attributes.iter().filter(move |a| a.kind == kind).map(|a| a.text.as_str())
    }

    /// The first text of one kind.
    pub fn first(&self, kind: AttributeKind) -> Option<&str> {
        self.all(kind).next()
    }

    /// Whether it has no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Reads a Name (RFC 5280 §4.1.2.4).
    pub(crate) fn read(name: &Element<'_>) -> Result<Self, DerError> {
        let mut attributes = Vec::new();
        let mut relative_names = name.open();
        while !relative_names.is_empty() {
            let mut set = relative_names.expect(der::SET, "name")?.open();
            while !set.is_empty() {
                let attribute = set.expect(der::SEQUENCE, "name_attribute")?;
                if attributes.len() == ATTRIBUTES_MAX {
                    return attribute.err("name_attributes_too_many");
                }
                attributes.push(read_attribute(&mut attribute.open())?);
            }
        }
        Ok(Self { attributes })
    }
}

/// `CN=example.jp, O=Example`, for people to compare; not a parsable form.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, attribute) in self.attributes.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{}={}", attribute.name, attribute.text)?;
        }
        Ok(())
    }
}

/// What an attribute is called; by its OID when it has no name here (RFC 4514 section 2.3).
fn name(kind: AttributeKind, oid: &[u8]) -> Cow<'static, str> {
    match (kind, OTHERS.iter().find(|(_, known)| *known == oid)) {
        (AttributeKind::Other, Some((name, _))) => Cow::Borrowed(*name),
        (AttributeKind::Other, None) => Cow::Owned(der::dotted(oid)),
        (kind, _) => Cow::Borrowed(kind.short()),
    }
}

fn read_attribute(parts: &mut Reader<'_>) -> Result<Attribute, DerError> {
    let oid = parts.expect(der::OID, "name_attribute")?;
    let value = parts.any("name_attribute")?;
    parts.finish("name_attribute")?;
    let (text, well_encoded) = text(value.tag, value.body);
    let kind = AttributeKind::of(oid.body);
    Ok(Attribute { kind, name: name(kind, oid.body), text, well_encoded })
}

/// The text of a string type and whether its octets are allowed there.
pub(crate) fn text(tag: u8, body: &[u8]) -> (String, bool) {
    const NUMERIC: u8 = 0x12;
    const T61: u8 = 0x14;
    const VISIBLE: u8 = 0x1a;
    const UNIVERSAL: u8 = 0x1c;
    const BMP: u8 = 0x1e;
    let ascii = |allowed: fn(u8) -> bool| (lossy(body).into_owned(), body.iter().all(|b| allowed(*b)));
    match tag {
        der::PRINTABLE_STRING => ascii(is_printable),
        der::IA5_STRING => ascii(|b| b.is_ascii()),
        VISIBLE => ascii(|b| b == b' ' || b.is_ascii_graphic()),
        NUMERIC => ascii(|b| b == b' ' || b.is_ascii_digit()),
        der::UTF8_STRING => match lossy(body) {
            Cow::Borrowed(text) => (text.to_owned(), true),
            Cow::Owned(text) => (text, false),
        },
        // Nobody writes real T.61; programs put Latin-1 there, and OpenSSL reads it so.
        T61 => (body.iter().copied().map(char::from).collect(), true),
        BMP => {
            let units = body.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let text: Result<String, _> = char::decode_utf16(units.clone()).collect();
            match text {
                Ok(text) => (text, body.len().is_multiple_of(2)),
                Err(_) => {
                    (char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), false)
                }
            }
        }
        UNIVERSAL => {
            let codes = body.chunks_exact(4).map(|q| char::from_u32(u32::from_be_bytes([q[0], q[1], q[2], q[3]])));
            let good = body.len().is_multiple_of(4) && codes.clone().all(|c| c.is_some());
            (codes.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(), good)
        }
        _ => (lossy(body).into_owned(), false),
    }
}

/// The half-width form of a full-width letter, digit, mark or blank; any other character as it is.
pub(crate) fn half_width(character: char) -> char {
    match character {
        '\u{3000}' => ' ',
        // U+FF01 to U+FF5E repeat ASCII's `!` to `~`.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

/// Whether it is a letter of Japanese: kana or kanji, with the marks that stand among them.
pub(crate) fn is_japanese(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
        || matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || matches!(character, '\u{ff65}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

/// The text without what width, case and blanks add, to tell a spelling from another name.
pub(crate) fn folded(text: &str) -> String {
    let text: String = text.chars().map(half_width).flat_map(char::to_lowercase).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// UTF-8 with what is none replaced. The checked conversion is several times as fast and nearly always good.
pub(crate) fn lossy(octets: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(octets).map_or_else(|_| String::from_utf8_lossy(octets), Cow::Borrowed)
}

/// X.680 §41.4: neither `*` nor `@`, `_` and `&` are in PrintableString.
fn is_printable(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables by kind are indexed by the number.
    #[test]
    fn kinds_are_numbered_in_order() {
        assert!(AttributeKind::all().map(|kind| kind as usize).eq(0..AttributeKind::COUNT));
    }

    #[test]
    fn string_types() {
        for (tag, body, expected, good) in [
            (0x13, &b"Example Co.,Ltd."[..], "Example Co.,Ltd.", true),
            (0x13, b"*.example.jp", "*.example.jp", false),
            (0x0c, "株式会社".as_bytes(), "株式会社", true),
            (0x0c, b"\xff", "\u{fffd}", false),
            (0x14, b"caf\xe9", "café", true),
            (0x1e, b"\x68\x2a\x5f\x0f", "株式", true),
            (0x1e, b"\xd8\x00\x00A", "\u{fffd}A", false),
            (0x1e, b"\x00A\x00", "A", false),
            (0x1c, b"\0\x01\xf6\0", "😀", true),
            (0x16, b"a@example.jp", "a@example.jp", true),
            (0x16, b"\xe9", "\u{fffd}", false),
            (0x12, b"12a", "12a", false),
            (0x04, b"x", "x", false),
        ] {
            assert_eq!(text(tag, body), (expected.to_owned(), good), "{tag:#x} {body:?}");
        }
    }
}
