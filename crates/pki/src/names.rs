//! DNS names as certificates carry them: lower-case ASCII, no trailing dot, possibly with a leading `*.`.

use std::{fmt, str::FromStr};

/// A DNS name in canonical form: lower case, A-labels, at most 253 octets, labels of 1 to 63 octets of letters, digits
/// and inner hyphens (BR 7.1.2.7.12, SC-012: no underscore), optionally with one leading `*.`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsName(String);

/// Why a text is not a DNS name that a certificate may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing there.
    Empty,
    /// Over 253 octets, or a label over 63.
    TooLong,
    /// A character outside letters, digits, hyphen and dot.
    BadCharacter,
}

impl DnsName {
    /// Reads a name in any case, with or without a trailing dot.
    ///
    /// # Errors
    /// [`NameError`] names the first thing wrong.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = text.trim().trim_end_matches('.').to_ascii_lowercase();
        let host = name.strip_prefix("*.").unwrap_or(&name);
        if host.is_empty() {
            return Err(NameError::Empty);
        }
        if name.len() > 253 || host.split('.').any(|label| label.len() > 63) {
            return Err(NameError::TooLong);
        }
        let ok = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        if !host.split('.').all(ok) {
            return Err(NameError::BadCharacter);
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
}

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
