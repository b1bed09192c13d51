//! base64url without padding (RFC 7515 section 2), read strictly: one text for each value.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The text of some octets.
pub fn encode(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// The octets of a text; `None` for padding, white space, the standard alphabet or stray bits at the end.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_one_text_for_each_value() {
        for (text, octets) in [
            ("", Some(&b""[..])),
            ("AA", Some(&[0])),
            ("-_8", Some(&[0xfb, 0xff])),
            ("AA==", None),
            ("AA=", None),
            ("+/8", None),
            ("AB", None),
            ("A", None),
            ("A A", None),
            ("AA\n", None),
        ] {
            assert_eq!(decode(text).as_deref(), octets, "{text:?}");
            if let Some(octets) = octets {
                assert_eq!(encode(octets), text);
            }
        }
    }
}
