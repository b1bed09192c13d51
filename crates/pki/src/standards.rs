//! The dated rules that hold for every CA: data from `catalogue/standards.toml`, read once and then only looked up.

use std::fmt;

use serde::Deserialize;

use crate::{
    Sha256,
    der::Civil,
    limits::{LimitRows, Limits},
    lint,
    rules::ALL,
};

/// Since when which rule holds, for all CAs alike; what differs by CA is a [`crate::RuleSet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standards {
    /// For each rule of [`ALL`], in its order, the first moment (Unix seconds) at which it holds.
    rules_from: Vec<i64>,
    /// The same for the rules of [`lint::ALL`].
    certificate_rules_from: Vec<i64>,
    limits: Limits,
    /// Keys that were reported compromised, by SPKI digest, sorted.
    compromised: Vec<Sha256>,
}

/// More reported keys than a shop's list will have.
const COMPROMISED_MAX: usize = 1_000_000;

impl Standards {
    /// Reads the texts `standards.toml` and `pki-limits.toml`. A rule that the first does not list has always held.
    ///
    /// # Errors
    /// [`StandardsError`] when a text is not of the expected form, or names a rule or a day that does not exist.
    pub fn parse(rules: &str, limits: &str) -> Result<Self, StandardsError> {
        let form = |error| StandardsError::Form(Box::new(error));
        let RuleRows { in_force } = toml::from_str(rules).map_err(form)?;
        for InForce { as_of, .. } in &in_force {
            start_of_day(as_of).ok_or_else(|| StandardsError::Day(as_of.clone()))?;
        }
        let days = in_force.iter().map(|row| (row.rule.as_str(), row.effective.as_str()));
        Self::of(days, toml::from_str(limits).map_err(form)?)
    }

    /// The same from the codes of rules, each with the day `YYYY-MM-DD` since when it holds, and the rows of the second.
    ///
    /// # Errors
    /// [`StandardsError`] when a rule or a day does not exist, or the rows are missing or out of order.
    pub fn of<'a>(
        days: impl IntoIterator<Item = (&'a str, &'a str)>,
        limits: LimitRows,
    ) -> Result<Self, StandardsError> {
        let limits = Limits::of(limits)?;
        let (mut rules_from, mut certificate_rules_from) = (vec![i64::MIN; ALL.len()], vec![i64::MIN; lint::ALL.len()]);
        for (rule, day) in days {
            let from = start_of_day(day).ok_or_else(|| StandardsError::Day(day.to_owned()))?;
            let codes = ALL.iter().map(|rule| rule.code).zip(&mut rules_from);
            let mut codes = codes.chain(lint::ALL.iter().map(|rule| rule.code).zip(&mut certificate_rules_from));
            let place = codes.find(|(known, _)| *known == rule).map(|(_, place)| place);
            *place.ok_or_else(|| StandardsError::Rule(rule.to_owned()))? = from;
        }
        Ok(Self { rules_from, certificate_rules_from, limits, compromised: Vec::new() })
    }

    /// Adds the keys that were reported compromised (BR 6.1.1.3): one SHA-256 of a SubjectPublicKeyInfo a line, in
    /// hexadecimal; empty lines and what follows `#` count for nothing.
    ///
    /// # Errors
    /// [`StandardsError::Key`] for a line that is something else, or past the million that are taken.
    pub fn refuse_keys(&mut self, list: &str) -> Result<(), StandardsError> {
        let lines = list.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        for line in lines.filter(|line| !line.is_empty()) {
            let digest = line.parse().ok().filter(|_| self.compromised.len() < COMPROMISED_MAX);
            self.compromised.push(digest.ok_or_else(|| StandardsError::Key(line.to_owned()))?);
        }
        self.compromised.sort_unstable();
        Ok(())
    }

    /// Whether the key of this digest was reported compromised; the digest is made only if there is a list.
    pub(crate) fn is_compromised(&self, spki: impl FnOnce() -> Sha256) -> bool {
        !self.compromised.is_empty() && self.compromised.binary_search(&spki()).is_ok()
    }

    /// Since when the rule `code` holds, in Unix seconds; `None` when it always has, or is no rule of the inspector.
    pub fn in_force(&self, code: &str) -> Option<i64> {
        let requests = ALL.iter().map(|rule| rule.code).zip(&self.rules_from);
        let mut all = requests.chain(lint::ALL.iter().map(|rule| rule.code).zip(&self.certificate_rules_from));
        all.find(|(known, _)| *known == code).map(|(_, from)| *from).filter(|from| *from != i64::MIN)
    }

    /// For each rule of [`ALL`], in its order, since when it holds.
    pub(crate) fn rules_from(&self) -> &[i64] {
        &self.rules_from
    }

    /// For each rule of [`lint::ALL`], in its order, since when it holds.
    pub(crate) fn certificate_rules_from(&self) -> &[i64] {
        &self.certificate_rules_from
    }

    /// The dated numbers.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// Why a text does not give [`Standards`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandardsError {
    /// Not TOML, or a key is missing or misspelt.
    Form(Box<toml::de::Error>),
    /// No rule has this code.
    Rule(String),
    /// Not a day of the calendar in the form `YYYY-MM-DD`.
    Day(String),
    /// The rows of that table are missing or not in the order of their dates.
    Order(&'static str),
    /// Not the digest of a key.
    Key(String),
}

impl fmt::Display for StandardsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => error.fmt(f),
            Self::Rule(code) => write!(f, "unknown rule `{code}`"),
            Self::Day(text) => write!(f, "`{text}` is not a day like 2026-03-15"),
            Self::Order(table) => write!(f, "`{table}`: rows must be there and in the order of their dates"),
            Self::Key(line) => write!(f, "`{line}` is not 64 hexadecimal digits, or one key too many"),
        }
    }
}

impl std::error::Error for StandardsError {}

/// What `standards.toml` says, not judged yet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRows {
    #[serde(default)]
    in_force: Vec<InForce>,
}

/// One date. Source and the day it was read are required of whoever edits the file, and stay there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InForce {
    rule: String,
    effective: String,
    #[serde(rename = "source")]
    _source: String,
    as_of: String,
}

/// Midnight UTC, in which the Baseline Requirements count days, of a day `YYYY-MM-DD`.
pub fn start_of_day(text: &str) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number =
        |digits: &[u8]| digits.iter().try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + i64::from(b - b'0')));
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    Civil { year, month, day, hour: 0, minute: 0, second: 0 }.to_unix()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_rules_must_exist() {
        let entry = |rule: &str, day: &str| {
            format!("[[in_force]]\nrule = '{rule}'\neffective = '{day}'\nsource = 's'\nas_of = '2026-11-22'")
        };
        const LIMITS: &str = include_str!("../../../catalogue/pki-limits.toml");
        let read = |text: String| Standards::parse(&text, LIMITS).map(|standards| standards.rules_from[0]);
        assert_eq!(Standards::parse("", LIMITS).unwrap().rules_from, vec![i64::MIN; ALL.len()]);
        assert_eq!(read(entry(ALL[0].code, "1970-01-02")), Ok(86_400));
        assert_eq!(read(entry("no_such_rule", "2026-03-15")), Err(StandardsError::Rule("no_such_rule".into())));
        for day in ["2026-02-29", "2026-3-15", "2026-03-15T00:00", "26-03-15", "+026-03-15", "2026-03", ""] {
            assert_eq!(read(entry(ALL[0].code, day)), Err(StandardsError::Day(day.into())));
        }
        let read_on = |day: &str| read(entry(ALL[0].code, "2026-03-15").replace("2026-11-22", day));
        assert_eq!(read_on("2026-11-31"), Err(StandardsError::Day("2026-11-31".into())));
        for (from, to) in [("source", "sauce"), ("in_force", "in-force"), ("as_of = '2026-11-22'", "")] {
            let text = entry(ALL[0].code, "2026-03-15").replace(from, to);
            assert!(matches!(read(text), Err(StandardsError::Form(_))), "{from}");
        }
    }
}
