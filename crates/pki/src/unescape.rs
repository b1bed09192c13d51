//! Text that a web page, a mail or a program wrote in its own way, read back as what it stands for: character references
//! and tags of HTML, quoted-printable (RFC 2045 §6.7), the escapes of JSON and of environment files, those of addresses
//! (RFC 3986 §2.1) and forms.
//!
//! Knows nothing of PEM but its alphabet. Nothing of what is read back can stand inside a good block: base64 has no `&`,
//! `<`, `\` or `%`, behind its `=` comes nothing but a blank, a dash or the word END, and its labels have no `+`. So a
//! good text keeps its blocks.

use std::borrow::Cow;

/// A mail of a page, or JSON in JSON, is written twice over.
const ROUNDS: usize = 2;

/// `&NewLine;` has nine octets, as has the longest character by its number.
const REFERENCE_OCTETS_MAX: usize = 10;

/// Tags with their styles; longer ones are left, so that a text of `<` is read in time.
const TAG_OCTETS_MAX: usize = 128;

/// The text without the escapes. Takes time in proportion to its length.
pub(crate) fn unescaped(mut text: Cow<'_, str>) -> Cow<'_, str> {
    for _ in 0..ROUNDS {
        let bytes = text.as_bytes();
        let mut marks = memchr::memchr3_iter(b'&', b'<', b'\\', bytes).chain(memchr::memchr2_iter(b'=', b'%', bytes));
        if !marks.any(|at| Escape::at(&text, at).is_some()) && !is_form(&text) {
            break;
        }
        text = Cow::Owned(once(&text));
    }
    text
}

fn once(text: &str) -> String {
    // What is a plus, a form writes as `%2B`.
    let text = &if is_form(text) { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    let mut plain = String::with_capacity(text.len());
    let (mut copied, mut from) = (0, 0);
    while let Some(skipped) = text.as_bytes().get(from..).and_then(|rest| rest.iter().position(is_mark)) {
        let at = from + skipped;
        from = at + 1;
        if let Some(escape) = Escape::at(text, at) {
            plain.push_str(text.get(copied..at).unwrap_or_default());
            plain.extend(escape.stands_for);
            from = at + escape.octets;
            copied = from;
        }
    }
    plain.push_str(text.get(copied..).unwrap_or_default());
    plain
}

/// Whether a form wrote the blanks as `+`. There is no dash in base64: a block alone does not look so.
fn is_form(mut text: &str) -> bool {
    while let Some((_, behind)) = memchr::memchr(b'-', text.as_bytes()).and_then(|dash| text.split_at_checked(dash)) {
        text = behind.trim_start_matches('-');
        if is_form_label(text) {
            return true;
        }
    }
    false
}

fn is_form_label(text: &str) -> bool {
    text.starts_with("BEGIN+") || text.starts_with("END+")
}

fn is_mark(octet: &u8) -> bool {
    matches!(octet, b'&' | b'<' | b'\\' | b'=' | b'%')
}

/// One way of writing one character, or none.
struct Escape {
    /// Its length in the text.
    octets: usize,
    stands_for: Option<char>,
}

impl Escape {
    /// The one that starts at a mark.
    fn at(text: &str, at: usize) -> Option<Self> {
        let rest = text.get(at..)?;
        match rest.as_bytes().first()? {
            b'&' => Self::reference(rest),
            b'<' => Self::tag(rest),
            b'\\' => Self::backslash(rest),
            b'%' => Self::octet(rest),
            _ => Self::quoted_printable(rest),
        }
    }

    fn new(octets: usize, stands_for: impl Into<Option<char>>) -> Option<Self> {
        Some(Self { octets, stands_for: stands_for.into() })
    }

    /// `&#43;`, `&#x2B;`, `&plus;`.
    fn reference(rest: &str) -> Option<Self> {
        let end = rest.bytes().take(REFERENCE_OCTETS_MAX).position(|octet| octet == b';')?;
        let character = match rest.get(1..end)? {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => ' ',
            "plus" => '+',
            "sol" => '/',
            "equals" => '=',
            "dash" | "hyphen" => '-',
            "NewLine" => '\n',
            number => {
                let number = number.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        };
        Self::new(end + 1, character)
    }

    /// `<br>` and other tags around lines; those that stand inside of a line leave nothing.
    fn tag(rest: &str) -> Option<Self> {
        let end = rest.bytes().take(TAG_OCTETS_MAX).position(|octet| octet == b'>')?;
        let inside = rest.get(1..end)?.trim_start_matches('/');
        let name = inside.split(|c: char| c == '/' || c.is_ascii_whitespace()).next()?.to_ascii_lowercase();
        let stands_for = match name.as_str() {
            "br" | "div" | "li" | "p" | "pre" | "td" | "tr" => Some('\n'),
            "b" | "code" | "font" | "span" | "tt" | "wbr" => None,
            _ => return None,
        };
        Self::new(end + 1, stands_for)
    }

    /// `\n`, `\/`, `\u002b`, with each backslash up to four times; one at the end of a line joins it with the next.
    fn backslash(rest: &str) -> Option<Self> {
        const DEPTH_MAX: usize = 4;
        const DIGITS: usize = 4;
        let depth = rest.bytes().take(DEPTH_MAX).take_while(|octet| *octet == b'\\').count();
        let behind = rest.get(depth..)?;
        match behind.as_bytes().first()? {
            b'n' | b'r' => Self::new(depth + 1, '\n'),
            b't' => Self::new(depth + 1, ' '),
            mark @ (b'/' | b'"') => Self::new(depth + 1, char::from(*mark)),
            b'u' => {
                let code = u32::from_str_radix(behind.get(1..=DIGITS)?, 16).ok()?;
                Self::new(depth + 1 + DIGITS, char::from_u32(code)?)
            }
            _ => Self::new(depth + line_break(behind)?, None),
        }
    }

    /// `=3D`, and the soft line break `=` at the end of a line. The padding of base64 ends its line as well: behind it
    /// comes no base64.
    fn quoted_printable(rest: &str) -> Option<Self> {
        let behind = rest.get(1..)?;
        if let Some(octets) = line_break(behind) {
            let next = behind.get(octets..)?;
            let goes_on = next.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '='));
            return if goes_on && !next.starts_with("END ") { Self::new(1 + octets, None) } else { None };
        }
        Self::octet(rest)
    }

    /// `=3D` or `%3D`: a mark and two hexadecimal digits, for what PEM is made of.
    fn octet(rest: &str) -> Option<Self> {
        let digits = rest.get(1..3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let character = char::from(u8::from_str_radix(digits, 16).ok()?);
        let is_pem = character.is_ascii_alphanumeric() || matches!(character, '+' | '/' | '=' | '-' | '%');
        if is_pem || character.is_ascii_whitespace() { Self::new(3, character) } else { None }
    }
}

/// The length of a line break at the start.
fn line_break(text: &str) -> Option<usize> {
    ["\n", "\r\n"].iter().find(|end| text.starts_with(**end)).map(|end| end.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pem;

    fn percent(text: &str) -> String {
        text.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D").replace('\n', "%0D%0A")
    }

    /// Every way of writing a block comes back as the block.
    #[test]
    fn reads_what_pages_and_mails_make_of_a_block() {
        // Bytes that give every character of base64, with padding.
        let der: Vec<u8> = (0..=255).chain(0..=254).collect();
        let clean = pem::encode("CERTIFICATE REQUEST", &der);
        let one_line: String = clean.replace('\n', "");
        let soft: Vec<String> = one_line
            .replace('=', "=3D")
            .as_bytes()
            .chunks(75)
            .map(|line| String::from_utf8_lossy(line).into())
            .collect();
        for (what, text) in [
            ("nothing", clean.clone()),
            ("numbers", clean.replace('+', "&#43;").replace('/', "&#47;").replace('=', "&#61;")),
            ("hexadecimal numbers", clean.replace('+', "&#x2B;").replace('/', "&#x2f;").replace('=', "&#X3d;")),
            ("names", clean.replace('+', "&plus;").replace('/', "&sol;").replace('=', "&equals;")),
            ("dashes and blanks", clean.replace('-', "&#45;").replace(' ', "&nbsp;")),
            ("twice over", clean.replace('+', "&amp;#43;").replace('=', "&amp;#61;")),
            ("<br>", clean.replace('\n', "<br>")),
            ("<br /> and a line", clean.replace('\n', "<br />\n")),
            ("<BR/> without lines", clean.replace('\n', "<BR/>")),
            ("paragraphs", format!("<div>{}</div>", clean.replace('\n', "</p>\n<p class=\"Mso\">"))),
            ("tags that are shown", clean.replace('\n', "&lt;br&gt;\n")),
            ("quoted-printable", clean.replace('=', "=3D")),
            ("quoted-printable, small", clean.replace('=', "=3d").replace(' ', "=20")),
            ("quoted-printable, coded ends", clean.replace('=', "=3D").replace('\n', "=0D=0A=\n")),
            ("soft line breaks", soft.join("=\n")),
            ("soft line breaks of Windows", soft.join("=\r\n")),
            ("JSON", format!("{{\"csr\": \"{}\"}}", clean.replace('\n', "\\n"))),
            ("JSON of PHP", clean.replace('\n', "\\r\\n").replace('/', "\\/")),
            ("JSON of Java", clean.replace('\n', "\\n").replace('=', "\\u003d").replace('+', "\\u002b")),
            ("JSON in JSON", clean.replace('\n', "\\\\n")),
            ("an address", percent(&clean).replace(' ', "%20")),
            ("a form", format!("csr={}&product=dv", percent(&clean).replace(' ', "+"))),
            ("a form in JSON", format!("{{\"body\": \"csr={}\"}}", percent(&clean).replace(' ', "+"))),
            ("an address in an address", percent(&clean).replace('%', "%25").replace(' ', "%2520")),
            ("lines that go on", clean.replace('\n', "\\n\\\n")),
            ("padding in front of the end", clean.replace("-----", "")),
            ("padding in front of a quoted end", clean.replace('\n', "\n> ")),
        ] {
            let blocks = pem::decode_all(text.as_bytes()).unwrap_or_else(|e| panic!("{what}: {e}\n{text}"));
            assert_eq!(blocks.len(), 1, "{what}");
            assert_eq!(blocks[0].der, der, "{what}");
        }
    }

    /// What only looks so stays as it is.
    #[test]
    fn leaves_the_rest() {
        for text in [
            "a & b; c &; &#; &#x110000; &none; &amp",
            "1 < 2 > 3 <RSAKeyValue> <br",
            "100 %, %zz %+A %2",
            "C:\\ \\ \\x \\u12 \\",
            "a= b=\n-----END =\r\n =zz CN=é =",
            "AA==\nEND CERTIFICATE",
        ] {
            assert!(matches!(unescaped(text.into()), Cow::Borrowed(same) if same == text), "{text}");
        }
        for (text, expected) in [("&amp;amp;amp;", "&amp;"), (&"<".repeat(100_000), &"<".repeat(100_000))] {
            assert_eq!(unescaped(text.into()), expected);
        }
    }
}
