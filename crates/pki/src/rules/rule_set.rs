//! The parameters by which one CA or product judges a CSR: dated data from `catalogue/rules/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{AttributeKind, KeyKind};

/// Limits with their source and the day they were read there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// What products call it by, such as `shop-common`.
    pub id: String,
    /// The documents that the values come from.
    pub source: String,
    /// The day the source was read, `YYYY-MM-DD`.
    pub as_of: String,
    /// The shortest RSA modulus in bits.
    pub rsa_bits_min: u32,
    /// The longest RSA modulus in bits.
    pub rsa_bits_max: u32,
    /// The accepted curves by the names of [`KeyKind::as_str`]: `P-256`, `P-384`.
    pub curves: Vec<String>,
    /// The longest subject values in characters, by short name (`CN`, `O`).
    pub subject_chars_max: BTreeMap<AttributeKind, usize>,
    /// Top-level domains outside the public suffix list that may be sold all the same: `test` in the sandbox.
    #[serde(default)]
    pub allow_private_suffixes: Vec<String>,
}

impl RuleSet {
    /// Whether keys of this kind, of any size, are taken.
    pub fn takes_kind(&self, key: KeyKind) -> bool {
        match key {
            KeyKind::Rsa { .. } => true,
            KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 => self.curves.iter().any(|c| c == key.as_str()),
            _ => false,
        }
    }

    /// The longest value of one attribute in characters, where one is set.
    pub fn chars_max(&self, kind: AttributeKind) -> Option<usize> {
        self.subject_chars_max.get(&kind).copied()
    }
}
