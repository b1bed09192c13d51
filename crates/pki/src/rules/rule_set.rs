//! The parameters by which one CA or product judges a CSR: dated data from `catalogue/rules/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    AttributeKind, KeyKind,
    subject::{self, half_width},
};

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
    /// The countries (ISO 3166-1, two letters) whose organisations are taken; every one when absent.
    pub countries: Option<Vec<String>>,
    /// What each subject attribute may be, by short name (`CN`, `O`).
    pub subject: Fields,
    /// Top-level domains outside the public suffix list that may be sold all the same: `test` in the sandbox.
    #[serde(default)]
    pub allow_private_suffixes: Vec<String>,
    /// Whether the CA certifies public IP addresses where that is ordered with the product.
    #[serde(default)]
    pub address_option: bool,
    /// Whether the CN of a wildcard order has to be the wildcard.
    #[serde(default)]
    pub wildcard_in_cn: bool,
    /// States (ST) whose addresses have the ward or the city as L, not the state once more; none when absent.
    #[serde(default)]
    pub states_of_wards: Vec<String>,
    /// Places that must stand apart from the word for their kind; none when absent.
    #[serde(default)]
    pub places: Vec<Places>,
}

/// Places of one kind, by their names in the field that gives them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Where they stand: `ST` or `L`.
    pub field: AttributeKind,
    /// The word for their kind, such as `ku`.
    pub kind: String,
    /// What they are called without it, such as `Chiyoda`.
    pub names: Vec<String>,
}

impl Places {
    /// `Chiyodaku` as `Chiyoda-ku`, with the letters as they are; `None` when the word is no such place.
    pub(crate) fn apart(&self, word: &str) -> Option<String> {
        let (name, kind) = word.split_at_checked(word.len().checked_sub(self.kind.len())?)?;
        let is_place =
            kind.eq_ignore_ascii_case(&self.kind) && self.names.iter().any(|known| known.eq_ignore_ascii_case(name));
        is_place.then(|| format!("{name}-{kind}"))
    }
}

/// A [`Field`] for each kind of attribute; one that the data does not name has no limits.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "BTreeMap<AttributeKind, Field>")]
pub struct Fields([Field; AttributeKind::COUNT]);

impl Fields {
    /// Each kind with what it may be.
    pub fn iter(&self) -> impl Iterator<Item = (AttributeKind, &Field)> {
        AttributeKind::all().zip(&self.0)
    }
}

impl From<BTreeMap<AttributeKind, Field>> for Fields {
    fn from(mut given: BTreeMap<AttributeKind, Field>) -> Self {
        let mut fields = [Field::default(); AttributeKind::COUNT];
        for (kind, field) in AttributeKind::all().zip(&mut fields) {
            *field = given.remove(&kind).unwrap_or_default();
        }
        Self(fields)
    }
}

/// What a CA takes in one subject attribute.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Field {
    /// The longest value in characters.
    pub chars_max: Option<usize>,
    /// The allowed characters, such as `0-9a-zA-Z .-`; every one when absent.
    pub allowed: Option<Characters>,
    /// Whether Japanese is taken besides the allowed characters, and how long such a value may be in characters.
    pub japanese_max: Option<usize>,
    /// Whether an OV or EV request should have it.
    pub expected: bool,
    /// Whether a request that has it at all is refused.
    pub refused: bool,
    /// Whether a value that has letters, but no capital, is refused.
    pub capital_needed: bool,
}

impl Field {
    /// Whether `character` may stand in a value, which is Japanese or not.
    pub(crate) fn takes(&self, character: char, is_japanese: bool) -> bool {
        let as_japanese = is_japanese && self.japanese_max.is_some();
        self.allowed.is_none_or(|allowed| allowed.contain(character))
            || as_japanese && (subject::is_japanese(character) || half_width(character) != character)
    }
}

/// A set of ASCII characters, read from ranges and single characters as in `0-9a-zA-Z .-`; a hyphen stands at the end.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Characters(u128);

impl Characters {
    /// Whether `character` is in the set.
    pub fn contain(self, character: char) -> bool {
        character.is_ascii() && self.0 >> u32::from(character) & 1 == 1
    }
}

impl TryFrom<String> for Characters {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (mut set, mut rest) = (0, text.as_bytes());
        while let [first, more @ ..] = rest {
            let (last, more) = match more {
                [b'-', last, more @ ..] => (last, more),
                more => (first, more),
            };
            if first > last || !last.is_ascii() {
                return Err(format!("`{text}` is not a set of ASCII characters like `0-9a-z .-`"));
            }
            set |= (*first..=*last).fold(0, |range, c| range | 1 << c);
            rest = more;
        }
        Ok(Self(set))
    }
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

    /// What one attribute may be.
    pub fn field(&self, kind: AttributeKind) -> &Field {
        &self.subject.0[kind as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_characters() {
        for (text, inside, outside) in [
            ("0-9a-zA-Z .+,-", "059azAZ .+,-", "/_@é　"),
            ("-", "-", ",.a"),
            ("a-c-", "abc-", "d"),
            ("!#%-*", "!#%&'()*", "\"$+"),
            ("", "", "a-"),
        ] {
            let set = Characters::try_from(text.to_owned()).unwrap();
            assert!(inside.chars().all(|c| set.contain(c)) && !outside.chars().any(|c| set.contain(c)), "{text}");
        }
        assert!(Characters::try_from("z-a".to_owned()).is_err());
        assert!(Characters::try_from("é".to_owned()).is_err());
    }
}
