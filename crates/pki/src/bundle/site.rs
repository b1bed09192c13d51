//! The words that a bundle's texts take from the certificate.

use std::net::IpAddr;

use aws_lc_rs::digest;

use crate::{Certificate, KeyKind, digest::hex};

/// What file names, configuration and commands say about one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    base: String,
    names: Vec<String>,
    addresses: Vec<IpAddr>,
    thumbprint: String,
    key_type: &'static str,
}

impl Site {
    /// The site of a chain's leaf; files are called `base` and something, which is usually the certificate's first name.
    /// A leaf without names and addresses is configured under its base.
    pub fn of(chain: &[Certificate], base: &str) -> Self {
        let (leaf, base) = (chain.first(), file_base(base));
        let mut names: Vec<_> =
            leaf.map(Certificate::names).unwrap_or_default().iter().map(ToString::to_string).collect();
        let addresses = leaf.map(Certificate::addresses).unwrap_or_default().to_vec();
        if names.is_empty() && addresses.is_empty() {
            names.push(base.clone());
        }
        Self {
            base,
            names,
            addresses,
            thumbprint: leaf.map(thumbprint).unwrap_or_default(),
            key_type: leaf.map_or("RSA", |leaf| if matches!(leaf.key(), KeyKind::Rsa { .. }) { "RSA" } else { "EC" }),
        }
    }

    /// The site that articles speak of.
    pub fn example() -> Self {
        Self {
            base: "www.example.jp".to_owned(),
            names: vec!["www.example.jp".to_owned(), "example.jp".to_owned()],
            addresses: vec![],
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

    /// A host to look up and connect to that the certificate covers. A wildcard is none: the name below which it stands
    /// is, where the certificate has that too, and otherwise the most common one that it covers.
    fn host(&self) -> String {
        let Some(first) = self.names.first() else {
            return self.addresses.first().map_or_else(|| self.base.clone(), in_url);
        };
        let Some(below) = first.strip_prefix("*.") else { return first.clone() };
        let plain = || self.names.iter().filter(|name| !name.starts_with("*."));
        let host = plain().find(|name| *name == below).or_else(|| plain().next());
        host.cloned().unwrap_or_else(|| format!("www.{below}"))
    }

    /// `text` with the words between `@` replaced. Every value is made of letters, digits, `.`, `-`, `*`, the colons and
    /// brackets of addresses and the separators here, so none needs quoting in any of the languages of the texts.
    pub(super) fn fill(&self, text: &str) -> String {
        let list = |name: &str, address: &str, separator: &str, written: fn(&IpAddr) -> String| {
            let names = self.names.iter().map(|one| format!("{name}{one}"));
            let addresses = self.addresses.iter().map(|one| format!("{address}{}", written(one)));
            names.chain(addresses).collect::<Vec<_>>().join(separator)
        };
        let (host, is_named) = (self.host(), !self.names.is_empty());
        // A name exactly as the certificate has it: of those that it covers without listing them, a CN or a binding may
        // not speak.
        let first = || self.names.first().cloned().or_else(|| self.addresses.first().map(ToString::to_string));
        let name = Some(&host).filter(|host| self.names.contains(host)).cloned().or_else(first);
        let name = name.unwrap_or_else(|| host.clone());
        let binding = match self.addresses.first() {
            Some(address) if !is_named => format!("-BindingInformation '{}:443:'", in_url(address)),
            _ => format!("-BindingInformation '*:443:{name}' -SslFlag Sni"),
        };
        let mut out = text.to_owned();
        for (word, value) in [
            ("@base@", self.base.clone()),
            ("@binding@", binding),
            ("@java_san@", list("dns:", "ip:", ",", IpAddr::to_string)),
            ("@key_type@", self.key_type.to_owned()),
            ("@name@", name),
            ("@names@", list("", "", " ", in_url)),
            ("@names_comma@", list("", "", ", ", in_url)),
            ("@resource@", resource(&self.base)),
            ("@san@", list("DNS:", "IP:", ",", IpAddr::to_string)),
            ("@server_names@", self.apache_names(&host)),
            // An address is not sent as server name (RFC 6066 section 3).
            ("@sni@", if is_named { format!(" -servername {host}") } else { String::new() }),
            ("@thumbprint@", self.thumbprint.clone()),
            ("@windows_san@", list("dns=", "ipaddress=", "&", IpAddr::to_string)),
            ("@host@", host),
        ] {
            out = out.replace(word, &value);
        }
        out
    }

    /// `ServerName` takes no wildcard and no IPv6 address; `ServerAlias` takes both.
    fn apache_names(&self, host: &str) -> String {
        let mut aliases: Vec<_> = self.names.iter().cloned().chain(self.addresses.iter().map(in_url)).collect();
        let mut lines = String::new();
        if !host.starts_with('[') {
            lines.push_str(&format!("    ServerName {host}\n"));
            aliases.retain(|alias| alias != host);
        }
        if !aliases.is_empty() {
            lines.push_str(&format!("    ServerAlias {}\n", aliases.join(" ")));
        }
        lines
    }
}

/// An address as it stands in URLs and before a port: IPv6 in brackets (RFC 3986 section 3.2.2).
fn in_url(address: &IpAddr) -> String {
    if address.is_ipv6() { format!("[{address}]") } else { address.to_string() }
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
