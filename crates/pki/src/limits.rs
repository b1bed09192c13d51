//! Limits that a date brings into force: data from `catalogue/pki-limits.toml`, one table for what is sold and for what
//! is judged.

use serde::{Deserialize, Deserializer};

use crate::standards::{StandardsError, start_of_day};

/// The numbers of the Baseline Requirements and of browsers, by the day a certificate is issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    validity: Vec<ValidityLimit>,
    scts: Vec<SctLimit>,
    short_lived: Vec<ShortLived>,
}

/// What `pki-limits.toml` says, not judged yet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitRows {
    limit: Vec<ValidityLimit>,
    sct: Vec<SctLimit>,
    short_lived: Vec<ShortLived>,
}

/// One row of validity and reuse (BR 6.3.2, 4.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityLimit {
    /// In force for certificates issued from this moment, in seconds since 1970 (BR dates are UTC).
    #[serde(deserialize_with = "day")]
    pub effective: i64,
    /// The longest validity that should be asked for, in days.
    pub validity_days_should: i64,
    /// The longest validity that may be issued, in days.
    pub validity_days_must: i64,
    /// How long evidence of control of a name may be used again, in days.
    pub dcv_reuse_days: i64,
    /// Where the row comes from.
    pub source: String,
    /// The day somebody last compared it with its source.
    pub as_of: String,
}

/// How many embedded SCTs browsers ask of a lifetime; rows of one date ascend by lifetime.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SctLimit {
    #[serde(deserialize_with = "day")]
    effective: i64,
    /// The longest lifetime, in days, that the row is for; without one it is for all.
    lifetime_days_max: Option<i64>,
    scts_min: usize,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "as_of", deserialize_with = "day")]
    _as_of: i64,
}

/// Up to which lifetime a certificate is "short-lived" and needs no revocation (BR 1.6.1).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortLived {
    #[serde(deserialize_with = "day")]
    effective: i64,
    lifetime_seconds_max: i64,
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "as_of", deserialize_with = "day")]
    _as_of: i64,
}

impl Limits {
    /// Reads the TOML text.
    ///
    /// # Errors
    /// [`StandardsError`] when the text is not of the expected form, or its rows are missing or out of order.
    pub fn parse(text: &str) -> Result<Self, StandardsError> {
        Self::of(toml::from_str(text).map_err(|error| StandardsError::Form(Box::new(error)))?)
    }

    pub(crate) fn of(rows: LimitRows) -> Result<Self, StandardsError> {
        let LimitRows { limit, sct, short_lived } = rows;
        if limit.is_empty() || !limit.is_sorted_by(|a, b| a.effective < b.effective) {
            return Err(StandardsError::Order("limit"));
        }
        let key = |row: &SctLimit| (row.effective, row.lifetime_days_max.unwrap_or(i64::MAX));
        if !sct.is_sorted_by(|a, b| key(a) < key(b)) {
            return Err(StandardsError::Order("sct"));
        }
        if !short_lived.is_sorted_by(|a, b| a.effective < b.effective) {
            return Err(StandardsError::Order("short_lived"));
        }
        Ok(Self { validity: limit, scts: sct, short_lived })
    }

    /// Every row of validity and reuse, oldest first; at least one.
    pub fn validity(&self) -> &[ValidityLimit] {
        &self.validity
    }

    /// The row for a certificate issued at `at` (seconds since 1970); `None` before the first row.
    pub fn validity_at(&self, at: i64) -> Option<&ValidityLimit> {
        self.validity.iter().rev().find(|row| row.effective <= at)
    }

    /// How many embedded SCTs browsers ask of a certificate issued at `at` that is valid for so many days.
    pub(crate) fn scts_min(&self, at: i64, lifetime_days: i64) -> usize {
        let newest = self.scts.iter().rev().find(|row| row.effective <= at).map(|row| row.effective);
        let mut rows = self.scts.iter().filter(|row| Some(row.effective) == newest);
        rows.find(|row| row.lifetime_days_max.is_none_or(|max| lifetime_days <= max)).map_or(0, |row| row.scts_min)
    }

    /// Whether a certificate issued at `at` with such a lifetime needs no way to learn of its revocation.
    pub(crate) fn is_short_lived(&self, at: i64, lifetime_seconds: i64) -> bool {
        let row = self.short_lived.iter().rev().find(|row| row.effective <= at);
        row.is_some_and(|row| lifetime_seconds <= row.lifetime_seconds_max)
    }
}

/// A day `YYYY-MM-DD` as its first second since 1970.
pub(crate) fn day<'de, D: Deserializer<'de>>(input: D) -> Result<i64, D::Error> {
    let text = String::deserialize(input)?;
    start_of_day(&text).ok_or_else(|| serde::de::Error::custom(StandardsError::Day(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = include_str!("../../../catalogue/pki-limits.toml");

    #[test]
    fn scts_and_short_lives_by_date() {
        let limits = Limits::parse(FILE).unwrap();
        for (date, lifetime_days, scts, short) in [
            ("2017-01-01", 7, 0, false),
            ("2020-01-01", 455, 2, false),
            ("2020-01-01", 457, 3, false),
            ("2022-04-14", 398, 2, false),
            ("2022-04-15", 398, 3, false),
            ("2024-03-14", 7, 2, false),
            ("2024-03-15", 10, 2, true),
            ("2026-03-14", 8, 2, true),
            ("2026-03-15", 8, 2, false),
            ("2026-03-15", 7, 2, true),
            ("2026-11-22", 180, 2, false),
            ("2026-11-22", 181, 3, false),
        ] {
            let at = start_of_day(date).unwrap();
            assert_eq!(limits.scts_min(at, lifetime_days), scts, "{date} {lifetime_days}");
            assert_eq!(limits.is_short_lived(at, lifetime_days * 86_400), short, "{date} {lifetime_days}");
        }
    }

    #[test]
    fn rows_must_be_there_and_in_order() {
        for (from, to, error) in [
            ("2026-03-15\"\nvalidity", "2019-03-15\"\nvalidity", StandardsError::Order("limit")),
            ("2022-04-15\"\nlifetime_days_max", "2016-04-15\"\nlifetime_days_max", StandardsError::Order("sct")),
            ("2026-03-15\"\nlifetime_seconds", "2022-03-15\"\nlifetime_seconds", StandardsError::Order("short_lived")),
        ] {
            assert!(FILE.contains(from), "{from}");
            assert_eq!(Limits::parse(&FILE.replace(from, to)), Err(error));
        }
        assert_eq!(Limits::parse("limit = []\nsct = []\nshort_lived = []"), Err(StandardsError::Order("limit")));
        assert!(matches!(Limits::parse(&FILE.replace("2018-03-01", "2018-3-1")), Err(StandardsError::Form(_))));
    }
}
