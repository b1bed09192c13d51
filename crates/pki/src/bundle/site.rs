//! The words that a bundle's texts take from the certificate.

use aws_lc_rs::digest;

use crate::{Certificate, KeyKind, digest::hex};

/// What file names, configuration and commands say about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    base: String,
    names: Vec<String>,
    thumbprint: String,
    key_type: &'static str,
}

impl Site {
    /// The site of a chain's leaf; files are called `base` and something, which is usually the certificate's first name.
    pub fn of(chain: &[Certificate], base: &str) -> Self {
        let leaf = chain.first();
        let names = leaf.map(Certificate::names).unwrap_or_default();
        Self {
            base: file_base(base),
            names: names.iter().map(|name| name.as_str().to_owned()).collect(),
            thumbprint: leaf.map(thumbprint).unwrap_or_default(),
            key_type: leaf.map_or("RSA", |leaf| if matches!(leaf.key(), KeyKind::Rsa { .. }) { "RSA" } else { "EC" }),
        }
    }

    /// The site that articles speak of.
    pub fn example() -> Self {
        Self {
            base: "www.example.jp".to_owned(),
            names: vec!["www.example.jp".to_owned(), "example.jp".to_owned()],
            thumbprint: "THUMBPRINT".to_owned(),
            key_type: "RSA",
        }
    }

    /// What its files' names begin with.
    pub fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn file_name(&self, suffix: &str) -> String {
        format!("{}{suffix}", self.base)
    }

    /// `text` with the words between `@` replaced. Every value is made of letters, digits, `.`, `-`, `*` and the
    /// separators here, so none needs quoting in any of the languages that the texts are written in.
    pub(super) fn fill(&self, text: &str) -> String {
        let each = |prefix: &str, separator: &str| {
            self.names.iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>().join(separator)
        };
        // A host that can be looked up, where a wildcard is the first name.
        let host = self.names.first().map_or(self.base.as_str(), |name| name.trim_start_matches("*."));
        // `ServerName` takes no wildcard; `ServerAlias` does.
        let aliases: Vec<_> = self.names.iter().map(String::as_str).filter(|name| *name != host).collect();
        let mut out = text.to_owned();
        if aliases.is_empty() {
            out = out.replace("    @server_alias@\n", "");
        }
        for (word, value) in [
            ("@base@", self.base.clone()),
            ("@host@", host.to_owned()),
            ("@key_type@", self.key_type.to_owned()),
            ("@java_san@", each("dns:", ",")),
            ("@names@", each("", " ")),
            ("@names_comma@", each("", ", ")),
            ("@resource@", resource(&self.base)),
            ("@san@", each("DNS:", ",")),
            ("@server_alias@", format!("ServerAlias {}", aliases.join(" "))),
            ("@thumbprint@", self.thumbprint.clone()),
            ("@windows_san@", each("dns=", "&")),
        ] {
            out = out.replace(word, &value);
        }
        out
    }
}

/// A name that is safe on every file system: a wildcard's star becomes a word, everything odd a hyphen.
fn file_base(base: &str) -> String {
    let base = base.replacen("*.", "wildcard.", 1);
    let base: String =
        base.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '-' }).collect();
    let base = base.trim_matches(['.', '-']);
    if base.is_empty() { "certificate".to_owned() } else { base.chars().take(100).collect() }
}

/// A name as Google Cloud takes it: `[a-z][a-z0-9-]*`, 63 at most.
fn resource(base: &str) -> String {
    let name = format!("tls-{}", base.to_ascii_lowercase().replace('.', "-"));
    name.chars().take(63).collect::<String>().trim_end_matches('-').to_owned()
}

/// SHA-1 of the certificate in capitals, by which Windows finds it in its store. It identifies and proves nothing.
fn thumbprint(leaf: &Certificate) -> String {
    hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, leaf.der()).as_ref()).to_ascii_uppercase()
}
