//! DNS names as certificates carry them: lower-case ASCII, no trailing dot, possibly with a leading `*.`.
//!
//! [`DnsName::parse`] is the one canonicaliser for forms, API, ACME, CSRs and certificates. It judges shape only;
//! whether a name may be sold (public suffix, internal, reserved) is asked of the name by [`crate::rules`].

use std::{fmt, net::IpAddr, str::FromStr};

use crate::{
    finding::{is_hidden, visible},
    pem::is_dash,
};

/// The longest name in octets (RFC 1035 §2.3.4, without the root label).
pub const NAME_OCTETS_MAX: usize = 253;

/// The longest label in octets (RFC 1035 §2.3.4).
pub const LABEL_OCTETS_MAX: usize = 63;

/// Top-level domains that no public CA issues for although software knows them: RFC 6761, RFC 7686 (only onion v3 has
/// rules of its own, BR Appendix B), RFC 8375 (networks at home) and ICANN's `.internal`.
const RESERVED_SUFFIXES: [&str; 7] = ["example", "home.arpa", "internal", "invalid", "local", "localhost", "onion"];

/// Where addresses are looked up backwards (BR 7.1.2.7.12).
const REVERSE_SUFFIXES: [&str; 2] = ["in-addr.arpa", "ip6.arpa"];

/// The reason of a name in Unicode whose coded form would be refused in turn.
pub(crate) const UNICODE_REFUSED: &str = "unicode_refused";

/// A DNS name in canonical form: lower case, A-labels, at most 253 octets, labels of 1 to 63 octets of letters, digits
/// and inner hyphens (BR 7.1.2.7.12, SC-012: no underscore), optionally with one leading `*.`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsName(String);

/// Why a text is not a DNS name that a certificate may carry. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing there.
    Empty,
    /// Over 253 octets.
    TooLong {
        /// Octets found.
        octets: usize,
    },
    /// A label over 63 octets.
    LabelTooLong {
        /// The label.
        label: String,
    },
    /// Two dots in a row, or one in front.
    EmptyLabel,
    /// A character outside letters, digits, hyphen and dot.
    BadCharacter {
        /// The first such character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
    /// An underscore: usual in DNS, forbidden in certificates (SC-012).
    Underscore {
        /// Its position, from 1.
        position: usize,
    },
    /// A label that starts or ends with a hyphen.
    OuterHyphen {
        /// The label.
        label: String,
    },
    /// Hyphens at positions 3 and 4 of a label that is not a valid `xn--` label (BR 7.1.2.7.12, P-Label).
    ReservedLabel {
        /// The label.
        label: String,
    },
    /// Written with Unicode characters; certificates carry the A-label form.
    Unicode {
        /// The same name as a certificate carries it.
        ascii: String,
    },
    /// An IP address, not a name.
    IpAddress,
    /// A star anywhere but as the whole leftmost label of a longer name.
    WildcardShape,
}

impl DnsName {
    /// Reads a name in any case, with or without a trailing dot or blanks around it.
    ///
    /// # Errors
    /// [`NameError`] names the first thing wrong; for a name in Unicode it carries the form to use.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        if text.len() <= NAME_OCTETS_MAX && is_plain(text.strip_prefix("*.").unwrap_or(text)) {
            return Ok(Self(text.to_owned()));
        }
        let text = text.trim();
        let text = text.strip_suffix('.').unwrap_or(text);
        if !text.is_ascii() {
            return Err(unicode_form(text));
        }
        let name = text.to_ascii_lowercase();
        let host = name.strip_prefix("*.").unwrap_or(&name);
        if host.is_empty() {
            return Err(NameError::Empty);
        }
        if name.len() > NAME_OCTETS_MAX || !is_plain(host) {
            explain(host, name.len() - host.len())?;
        }
        Ok(Self(name))
    }

    /// The canonical text, with `*.` for a wildcard.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name starts with `*.`.
    pub fn is_wildcard(&self) -> bool {
        self.0.starts_with("*.")
    }

    /// The name without a leading `*.`: the host whose control is proven (BR 3.2.2.4).
    pub fn host(&self) -> &str {
        self.0.strip_prefix("*.").unwrap_or(&self.0)
    }

    /// The public suffix (ICANN section of the PSL only, as BR 3.2.2.6 asks) that the host ends with; `None` when its
    /// top-level domain is not in the list.
    pub fn public_suffix(&self) -> Option<&str> {
        let host = self.host();
        let mut rest = host;
        // A match in the PSL's private section hides a shorter ICANN one, so the search goes on behind it. Each round
        // drops a label, so the name's length bounds it.
        loop {
            let suffix = psl::suffix(rest.as_bytes())?;
            let length = suffix.as_bytes().len();
            match suffix.typ() {
                Some(psl::Type::Icann) => return host.get(host.len() - length..),
                Some(psl::Type::Private) => rest = host.get(host.len() - length..)?.split_once('.')?.1,
                None => return None,
            }
        }
    }

    /// Whether the host itself is a public suffix, such as `co.jp`.
    pub fn is_public_suffix(&self) -> bool {
        self.public_suffix() == Some(self.host())
    }

    /// The host pruned to one label in front of its public suffix: the highest Authorization Domain Name (BR 1.6.1).
    /// An unknown top-level domain counts as a suffix; a public suffix is its own base.
    pub fn base_domain(&self) -> &str {
        let host = self.host();
        let suffix_at = match self.public_suffix() {
            Some(suffix) => host.len() - suffix.len(),
            None => host.rfind('.').map_or(0, |dot| dot + 1),
        };
        let in_front = host.get(..suffix_at.saturating_sub(1)).unwrap_or_default();
        host.get(in_front.rfind('.').map_or(0, |dot| dot + 1)..).unwrap_or(host)
    }

    /// Whether the host is, or lies under, one of these suffixes.
    pub fn is_under<'a>(&self, suffixes: impl IntoIterator<Item = &'a str>) -> bool {
        let host = self.host();
        suffixes.into_iter().any(|s| host.strip_suffix(s).is_some_and(|front| front.is_empty() || front.ends_with('.')))
    }

    /// Whether the name ends with a reserved suffix (BR 4.2.2).
    pub fn is_reserved(&self) -> bool {
        self.is_under(RESERVED_SUFFIXES)
    }

    /// Whether the name lies in a zone for reverse lookups (BR 7.1.2.7.12).
    pub fn is_reverse_lookup(&self) -> bool {
        self.is_under(REVERSE_SUFFIXES)
    }

    /// Whether a certificate with this name is good for a host: equal, or a wildcard over exactly one label in front
    /// (RFC 9525 §6.3). The host may be in any case and end with a dot.
    pub fn covers(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        if self.is_wildcard() {
            host.split_once('.').is_some_and(|(label, rest)| {
                !label.is_empty() && label != "*" && rest.eq_ignore_ascii_case(self.host())
            })
        } else {
            host.eq_ignore_ascii_case(&self.0)
        }
    }
}

impl NameError {
    /// The reason as a message parameter.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::LabelTooLong { .. } => "label_too_long",
            Self::EmptyLabel => "empty_label",
            Self::BadCharacter { .. } => "bad_character",
            Self::Underscore { .. } => "underscore",
            Self::OuterHyphen { .. } => "outer_hyphen",
            Self::ReservedLabel { .. } => "reserved_label",
            // What no certificate is issued for is offered to nobody.
            Self::Unicode { ascii } => match Self::is_offered(ascii) {
                true => "unicode",
                false => UNICODE_REFUSED,
            },
            Self::IpAddress => "ip_address",
            Self::WildcardShape => "wildcard_shape",
        }
    }

    fn is_offered(ascii: &str) -> bool {
        ascii.parse::<DnsName>().is_ok_and(|name| name.host().contains('.') && !name.is_public_suffix())
    }

    /// The code of the finding that says it.
    pub fn finding_code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } | Self::LabelTooLong { .. } => "name_too_long",
            Self::Underscore { .. } => "name_underscore",
            Self::ReservedLabel { .. } => "name_label_invalid",
            Self::Unicode { .. } => "name_unicode",
            Self::IpAddress => "name_ip_address",
            Self::WildcardShape => "name_wildcard_shape",
            Self::Empty | Self::EmptyLabel | Self::BadCharacter { .. } | Self::OuterHyphen { .. } => "name_malformed",
        }
    }

    /// The values for the message: `octets`, `label`, `character`, `position` or `ascii`.
    pub fn params(&self) -> crate::Params {
        let pairs: &[(&'static str, String)] = match self {
            Self::TooLong { octets } => &[("octets", octets.to_string())],
            Self::LabelTooLong { label } | Self::OuterHyphen { label } | Self::ReservedLabel { label } => {
                &[("label", label.clone())]
            }
            Self::BadCharacter { character, position } => {
                &[("character", visible(&character)), ("position", position.to_string())]
            }
            Self::Underscore { position } => &[("position", position.to_string())],
            Self::Unicode { ascii } => &[("ascii", ascii.clone())],
            Self::Empty | Self::EmptyLabel | Self::IpAddress | Self::WildcardShape => &[],
        };
        pairs.iter().cloned().collect()
    }
}

/// Tells the Unicode form of a good name from a text with stray characters. A wildcard's star is kept out of IDNA.
fn unicode_form(text: &str) -> NameError {
    let (star, host) = match text.strip_prefix("*.") {
        Some(host) => ("*.", host),
        None => ("", text),
    };
    // What cannot be seen, or only looks like a hyphen, is a slip and no other script.
    let slip = |c: char| is_hidden(c) || (is_dash(c) && matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}'));
    if let Some((position, character)) = (1..).zip(text.chars()).find(|(_, c)| slip(*c)) {
        return NameError::BadCharacter { character, position };
    }
    let ascii =
        idna::domain_to_ascii_strict(host).ok().and_then(|ascii| DnsName::parse(&format!("{star}{ascii}")).ok());
    match (ascii, text.char_indices().find(|(_, c)| !c.is_ascii())) {
        (Some(name), _) => NameError::Unicode { ascii: name.0 },
        (None, Some((at, character))) => {
            NameError::BadCharacter { character, position: text.get(..at).map_or(0, |t| t.chars().count()) + 1 }
        }
        (None, None) => NameError::Empty,
    }
}

/// A quick yes to nearly every good name: an inspection reads a dozen. What it does not say yes to is for [`explain`].
fn is_plain(host: &str) -> bool {
    // Without an early end, which would keep the compiler from looking at many octets at once.
    let is_good = |b: u8| b.is_ascii_lowercase() | b.is_ascii_digit() | (b == b'-') | (b == b'.');
    let labels_are_plain = || host.as_bytes().split(|b| *b == b'.').all(is_plain_label);
    // A last label of digits is no top-level domain.
    let ends_plain = || host.bytes().rev().take_while(|b| *b != b'.').any(|b| !b.is_ascii_digit());
    host.bytes().fold(true, |good, b| good & is_good(b)) && labels_are_plain() && ends_plain()
}

fn is_plain_label(label: &[u8]) -> bool {
    let is_odd = matches!(label, [] | [b'-', ..] | [.., b'-'] | [_, _, b'-', b'-', ..]);
    !is_odd && label.len() <= LABEL_OCTETS_MAX
}

/// The first thing wrong, or nothing after all (an `xn--` label). `skipped` characters stand in front of the host.
fn explain(host: &str, skipped: usize) -> Result<(), NameError> {
    check_characters(host, skipped)?;
    let octets = skipped + host.len();
    if octets > NAME_OCTETS_MAX {
        return Err(NameError::TooLong { octets });
    }
    host.split('.').try_for_each(check_label)?;
    // A last label of digits cannot be a top-level domain; resolvers read such texts as addresses (RFC 3696 §2).
    match host.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit())) {
        true => Err(NameError::IpAddress),
        false => Ok(()),
    }
}

fn check_characters(host: &str, skipped: usize) -> Result<(), NameError> {
    let wrong = host.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'-' || b == b'.'));
    let Some(at) = wrong else { return Ok(()) };
    let position = skipped + at + 1;
    match host.chars().nth(at) {
        Some('*') => Err(NameError::WildcardShape),
        Some('_') => Err(NameError::Underscore { position }),
        _ if host.parse::<IpAddr>().is_ok() => Err(NameError::IpAddress),
        character => Err(NameError::BadCharacter { character: character.unwrap_or(' '), position }),
    }
}

fn check_label(label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    if label.len() > LABEL_OCTETS_MAX {
        return Err(NameError::LabelTooLong { label: label.to_owned() });
    }
    if label.starts_with('-') || label.ends_with('-') {
        return Err(NameError::OuterHyphen { label: label.to_owned() });
    }
    let reserved = label.get(2..4) == Some("--");
    if reserved && !(label.starts_with("xn--") && idna::domain_to_ascii_strict(label).is_ok()) {
        return Err(NameError::ReservedLabel { label: label.to_owned() });
    }
    Ok(())
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a DNS name for a certificate: {}", self.code())
    }
}

impl std::error::Error for NameError {}

impl fmt::Display for DnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DnsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl FromStr for DnsName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl AsRef<str> for DnsName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Whether no host on the public internet can have the address: IANA's special-purpose registries, read 2026-11-22.
pub(crate) fn is_reserved_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => match v4.octets() {
            [0 | 10 | 127 | 224.., ..] | [169, 254, ..] | [192, 168, ..] | [198, 18 | 19, ..] => true,
            [100, second, ..] => second & 0xc0 == 64,
            [172, second, ..] => second & 0xf0 == 16,
            [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
            _ => false,
        },
        // Unicast lives in 2000::/3; 2001::/23, 2001:db8::/32, 2002::/16 (6to4) and 3fff::/20 in it are special.
        IpAddr::V6(v6) => match v6.segments() {
            [0x2001, second, ..] => second < 0x200 || second == 0xdb8,
            [0x2002, ..] => true,
            [0x3fff, second, ..] => second < 0x1000,
            [first, ..] => first & 0xe000 != 0x2000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        for (text, name) in [
            ("Example.JP", "example.jp"),
            ("  www.example.jp. ", "www.example.jp"),
            ("*.Example.co.jp", "*.example.co.jp"),
            ("xn--eckwd4c7cu47r2wf.jp", "xn--eckwd4c7cu47r2wf.jp"),
            ("localhost", "localhost"),
            ("a-b--c.example.jp", "a-b--c.example.jp"),
            ("123.4.example.jp", "123.4.example.jp"),
            (&format!("{}.jp", "a".repeat(63)), &format!("{}.jp", "a".repeat(63))),
            (&format!("{}jp", "abcdefghi.".repeat(25)), &format!("{}jp", "abcdefghi.".repeat(25))),
        ] {
            assert_eq!(DnsName::parse(text).unwrap().as_str(), name);
        }
    }

    #[test]
    fn refused_with_the_reason() {
        let label = "a".repeat(64);
        for (text, code) in [
            ("", "empty"),
            (".", "empty"),
            ("*.", "wildcard_shape"),
            ("a..jp", "empty_label"),
            (".example.jp", "empty_label"),
            ("example.jp..", "empty_label"),
            (&format!("{label}.jp"), "label_too_long"),
            (&format!("{}jp", "abcdefghi.".repeat(26)), "too_long"),
            ("-a.jp", "outer_hyphen"),
            ("a-.jp", "outer_hyphen"),
            ("ab--c.jp", "reserved_label"),
            ("xn--.jp", "outer_hyphen"),
            ("xn--a.jp", "reserved_label"),
            ("a_b.jp", "underscore"),
            ("a b.jp", "bad_character"),
            ("a\0.example.jp", "bad_character"),
            ("https://example.jp", "bad_character"),
            ("a\r\nb.jp", "bad_character"),
            ("*.*.example.jp", "wildcard_shape"),
            ("a.*.example.jp", "wildcard_shape"),
            ("w*.example.jp", "wildcard_shape"),
            ("*", "wildcard_shape"),
            ("192.0.2.1", "ip_address"),
            ("2001:db8::1", "ip_address"),
            ("example.123", "ip_address"),
            ("ドメイン名例.jp", "unicode"),
            ("*.ドメイン名例.jp", "unicode"),
            ("日本", "unicode_refused"),
            ("公司.cn", "unicode_refused"),
            ("ｅｘａｍｐｌｅ．ｊｐ", "unicode"),
            ("\u{212a}.example.jp", "unicode"),
            ("a\u{202e}b.jp", "bad_character"),
        ] {
            assert_eq!(DnsName::parse(text).map_err(|e| e.code()), Err(code), "{text:?}");
        }
    }

    #[test]
    fn errors_carry_what_helps() {
        for (text, key, value) in [
            ("ドメイン名例.jp", "ascii", "xn--eckwd4c7cu47r2wf.jp"),
            ("*.日本.jp", "ascii", "*.xn--wgv71a.jp"),
            ("ab_c.jp", "position", "3"),
            ("*.b c.jp", "position", "4"),
            ("w@x.jp", "character", "@"),
        ] {
            assert_eq!(DnsName::parse(text).unwrap_err().params().get(key).map(String::as_str), Some(value), "{text}");
        }
    }

    /// The quick yes never differs from the slow one but for `xn--` labels.
    #[test]
    fn quick_and_slow_agree() {
        let pieces = ["a", "-", ".", "1", "xn--", "b9", "--", "_", "example", "jp"];
        for number in 0..10_000_usize {
            let host: String = (0..4).map(|at| pieces[number / 10_usize.pow(at) % 10]).collect();
            let (quick, slow) = (is_plain(&host), explain(&host, 0).is_ok());
            assert!(quick == slow || (slow && host.contains("xn--")), "{host}: {quick} {slow}");
        }
    }

    #[test]
    fn suffixes_and_bases() {
        for (text, suffix, base) in [
            ("www.shop.example.co.jp", Some("co.jp"), "example.co.jp"),
            ("*.example.jp", Some("jp"), "example.jp"),
            ("co.jp", Some("co.jp"), "co.jp"),
            ("user.github.io", Some("io"), "github.io"),
            ("a.b.example.test", None, "example.test"),
            ("localhost", None, "localhost"),
            ("x.city.kawasaki.jp", Some("kawasaki.jp"), "city.kawasaki.jp"),
            ("a.b.other.kawasaki.jp", Some("other.kawasaki.jp"), "b.other.kawasaki.jp"),
        ] {
            let name = DnsName::parse(text).unwrap();
            assert_eq!((name.public_suffix(), name.base_domain()), (suffix, base), "{text}");
        }
    }

    #[test]
    fn covers_one_label() {
        for (name, host, covered) in [
            ("example.jp", "example.jp", true),
            ("example.jp", "EXAMPLE.JP.", true),
            ("example.jp", "www.example.jp", false),
            ("*.example.jp", "a.example.jp", true),
            ("*.example.jp", "example.jp", false),
            ("*.example.jp", "a.b.example.jp", false),
            ("*.example.jp", ".example.jp", false),
            ("*.example.jp", "aexample.jp", false),
        ] {
            assert_eq!(DnsName::parse(name).unwrap().covers(host), covered, "{name} {host}");
        }
    }
}
