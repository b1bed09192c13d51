//! Which intermediates a CA issues from, since when and until when: data from `catalogue/issuers.toml`.

use serde::Deserialize;

use crate::{AttributeKind, Certificate, limits::day, lint::Profile, standards::StandardsError};

/// The table of issuers that products may come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuers(Vec<Issuer>);

/// One row: an issuer's name, for which CA and profile, and for certificates issued when.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Issuer {
    /// As products call the CA.
    ca: String,
    /// The profiles (`DV`, …) it issues; empty means all.
    #[serde(default)]
    profiles: Vec<String>,
    /// The issuer's O.
    organization: String,
    /// How the issuer's CN begins; empty means any.
    #[serde(default)]
    common_name_starts: String,
    #[serde(default, deserialize_with = "optional_day")]
    from: Option<i64>,
    /// No longer from this day on.
    #[serde(default, deserialize_with = "optional_day")]
    until: Option<i64>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "as_of", deserialize_with = "day")]
    _as_of: i64,
}

impl Issuers {
    /// Reads the TOML text.
    ///
    /// # Errors
    /// [`StandardsError`] when the text is not of the expected form.
    pub fn parse(text: &str) -> Result<Self, StandardsError> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct File {
            issuer: Vec<Issuer>,
        }
        let file: File = toml::from_str(text).map_err(|error| StandardsError::Form(Box::new(error)))?;
        Ok(Self(file.issuer))
    }

    /// Whether `ca` may have issued the certificate when that began; `None` when the table does not know the CA.
    pub(crate) fn may_issue(&self, ca: &str, profile: Option<Profile>, certificate: &Certificate) -> Option<bool> {
        let mut rows = self.0.iter().filter(|row| row.ca.eq_ignore_ascii_case(ca)).peekable();
        rows.peek()?;
        let (issuer, issued) = (certificate.issuer(), certificate.not_before());
        let text = |kind| issuer.first(kind).unwrap_or_default();
        Some(rows.any(|row| {
            text(AttributeKind::Organization) == row.organization
                && text(AttributeKind::CommonName).starts_with(&row.common_name_starts)
                && row.from.is_none_or(|from| from <= issued)
                && row.until.is_none_or(|until| issued < until)
                && profile
                    .is_none_or(|p| row.profiles.is_empty() || row.profiles.iter().any(|known| known == p.as_str()))
        }))
    }
}

fn optional_day<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Option<i64>, D::Error> {
    day(input).map(Some)
}
