//! The roots that browsers trust, and what is known about the end of that trust: data from `catalogue/roots.pem`
//! (written by `cargo xtask roots`) and `catalogue/root-events.toml` (kept by hand).
//!
//! The list is Mozilla's, as published through the CCADB. What Chrome decides otherwise stands in the events.

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;

use crate::{
    Certificate, Sha256,
    der::Civil,
    pem::{self, Sections},
    standards::start_of_day,
};

/// More roots than any list has; Mozilla's has about 120.
const ROOTS_MAX: usize = 1024;

/// Who decides which roots a browser trusts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Programme {
    /// Chrome and what follows its root store.
    Chrome,
    /// Firefox, and the distributions that take over Mozilla's list.
    Mozilla,
}

impl Programme {
    /// The name as people write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chrome => "Chrome",
            Self::Mozilla => "Firefox",
        }
    }
}

/// A programme's decision to stop trusting a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distrust {
    /// Whose decision.
    pub programme: Programme,
    /// Since when, in seconds since 1970.
    pub from: i64,
    /// Whether only certificates issued since then are meant (by their earliest SCT), or all.
    pub only_newly_issued: bool,
    /// Where the decision was published.
    pub source: String,
}

impl Distrust {
    /// From when on a certificate issued at `issued` is not trusted; `None` when it keeps being trusted.
    pub fn from_when(&self, issued: i64) -> Option<i64> {
        (!self.only_newly_issued || issued >= self.from).then_some(self.from)
    }
}

/// A trusted root.
#[derive(Clone, Debug)]
pub struct Root {
    /// The root itself.
    pub certificate: Certificate,
    /// What is known about the end of trust in it.
    pub distrusts: Vec<Distrust>,
    /// Whether it is of the browsers' list, so that the Baseline Requirements hold below it.
    pub is_public: bool,
}

/// The roots to look for, by name.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    list: Vec<Root>,
    by_subject: BTreeMap<Vec<u8>, Vec<usize>>,
    /// By subject, for people: roots that are not in the list any more.
    removed: BTreeMap<String, Vec<Distrust>>,
}

impl Roots {
    /// Reads the list (PEM) and the events (TOML).
    ///
    /// # Errors
    /// [`RootsError`] when one of them is not of the expected form.
    pub fn parse(list: &str, events: &str) -> Result<Self, RootsError> {
        let events = Events::parse(events)?;
        let mut certificates = Vec::new();
        for section in Sections::of(list) {
            let der = section.ok().and_then(|section| section.decode()).ok_or(RootsError::List(certificates.len()))?;
            let certificate = Certificate::from_der(der).map_err(|_| RootsError::List(certificates.len()))?;
            certificates.push(certificate);
            if certificates.len() > ROOTS_MAX {
                return Err(RootsError::List(ROOTS_MAX));
            }
        }
        let mut roots = Self::of(certificates);
        for root in &mut roots.list {
            root.distrusts = events.of(&root.certificate);
            root.is_public = true;
        }
        roots.removed = events.by_subject();
        Ok(roots)
    }

    /// Roots of one's own, trusted without end: a private CA's, or an operator's.
    pub fn of(certificates: Vec<Certificate>) -> Self {
        certificates.into_iter().fold(Self::default(), Self::and)
    }

    /// The same and one root more, trusted without end.
    #[must_use]
    pub fn and(mut self, certificate: Certificate) -> Self {
        self.by_subject.entry(certificate.subject_der().to_vec()).or_default().push(self.list.len());
        self.list.push(Root { certificate, distrusts: Vec::new(), is_public: false });
        self
    }

    /// Every root, in the list's order.
    pub fn iter(&self) -> impl Iterator<Item = &Root> {
        self.list.iter()
    }

    /// The roots whose name and key identifier `certificate` gives for its issuer. Says nothing about the signature.
    pub fn issuers_of<'a>(&'a self, certificate: &'a Certificate) -> impl Iterator<Item = &'a Root> {
        self.named(certificate.issuer_der()).filter(|root| certificate.names_as_issuer(&root.certificate))
    }

    /// The root with the name and the key of `certificate`, which may be the root itself or a cross-sign of it.
    pub fn find(&self, certificate: &Certificate) -> Option<&Root> {
        self.named(certificate.subject_der()).find(|root| root.certificate.spki_der() == certificate.spki_der())
    }

    /// What is known about a root that is not in the list any more, by its subject as [`Certificate::subject_text`]
    /// shows it.
    pub fn removed(&self, subject: &str) -> &[Distrust] {
        self.removed.get(subject).map_or(&[], Vec::as_slice)
    }

    fn named(&self, subject_der: &[u8]) -> impl Iterator<Item = &Root> {
        let places = self.by_subject.get(subject_der).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|place| self.list.get(*place))
    }
}

/// Why the data does not give [`Roots`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootsError {
    /// The block of this number, from 0, is no certificate.
    List(usize),
    /// The events are not TOML, or a key is missing or misspelt.
    Form(Box<toml::de::Error>),
    /// Not a day of the calendar in the form `YYYY-MM-DD`, or not the SHA-256 of a root.
    Value(String),
}

impl fmt::Display for RootsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(number) => write!(f, "root {number} cannot be read"),
            Self::Form(error) => error.fmt(f),
            Self::Value(text) => write!(f, "`{text}` is neither a day like 2026-03-15 nor a SHA-256"),
        }
    }
}

impl std::error::Error for RootsError {}

/// `root-events.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    key_age: Vec<KeyAgeRow>,
    #[serde(default)]
    event: Vec<EventRow>,
}

/// Keys made before a day (or whenever) are not trusted from another day on, or so many years after they were made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyAgeRow {
    programmes: Vec<Programme>,
    made_before: Option<String>,
    from: Option<String>,
    years: Option<i64>,
    source: String,
    as_of: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventRow {
    programmes: Vec<Programme>,
    /// SHA-256 of roots in the list.
    #[serde(default)]
    roots: Vec<String>,
    /// Subjects of roots that left the list.
    #[serde(default)]
    subjects: Vec<String>,
    from: String,
    #[serde(default)]
    only_newly_issued: bool,
    source: String,
    as_of: String,
}

struct Events {
    key_age: Vec<(i64, KeyAgeRow, Option<i64>)>,
    events: Vec<(Vec<Sha256>, EventRow, i64)>,
}

impl Events {
    fn parse(text: &str) -> Result<Self, RootsError> {
        let file: File = toml::from_str(text).map_err(|error| RootsError::Form(Box::new(error)))?;
        let day = |text: &String| start_of_day(text).ok_or_else(|| RootsError::Value(text.clone()));
        let digest = |text: &String| text.parse::<Sha256>().map_err(|_| RootsError::Value(text.clone()));
        let mut events = Self { key_age: Vec::new(), events: Vec::new() };
        for row in file.key_age {
            day(&row.as_of)?;
            let before = row.made_before.as_ref().map_or(Ok(i64::MAX), day)?;
            let from = row.from.as_ref().map(day).transpose()?;
            if from.is_some() == row.years.is_some() {
                return Err(RootsError::Value("from, years".to_owned()));
            }
            events.key_age.push((before, row, from));
        }
        for row in file.event {
            day(&row.as_of)?;
            let (roots, from) = (row.roots.iter().map(digest).collect::<Result<_, _>>()?, day(&row.from)?);
            events.events.push((roots, row, from));
        }
        events.key_age.sort_by_key(|(before, ..)| *before);
        Ok(events)
    }

    /// What is decided about a root in the list. A decision about the root itself goes before the rule about its age.
    fn of(&self, root: &Certificate) -> Vec<Distrust> {
        let fingerprint = root.fingerprint();
        let own = self.events.iter().filter(|(roots, ..)| roots.contains(&fingerprint));
        let mut found: Vec<Distrust> = own.flat_map(|(_, row, from)| distrusts(row, *from)).collect();
        // A root is made with its key; none in the list is known to have waited for its certificate.
        let made = root.not_before();
        for (_, row, from) in self.key_age.iter().filter(|(before, ..)| made < *before) {
            for programme in &row.programmes {
                let from = from.or_else(|| years_after(made, row.years?));
                if let Some(from) = from.filter(|_| found.iter().all(|distrust| distrust.programme != *programme)) {
                    found.push(Distrust {
                        programme: *programme,
                        from,
                        only_newly_issued: false,
                        source: row.source.clone(),
                    });
                }
            }
        }
        found
    }

    fn by_subject(&self) -> BTreeMap<String, Vec<Distrust>> {
        let mut removed = BTreeMap::<String, Vec<Distrust>>::new();
        for (_, row, from) in &self.events {
            for subject in &row.subjects {
                removed.entry(subject.clone()).or_default().extend(distrusts(row, *from));
            }
        }
        removed
    }
}

fn distrusts(row: &EventRow, from: i64) -> impl Iterator<Item = Distrust> {
    row.programmes.iter().map(move |programme| Distrust {
        programme: *programme,
        from,
        only_newly_issued: row.only_newly_issued,
        source: row.source.clone(),
    })
}

/// The same day so many years later; 1 March where there is no 29 February.
fn years_after(unix: i64, years: i64) -> Option<i64> {
    let civil = Civil::from_unix(unix);
    let later = Civil { year: civil.year + years, ..civil };
    later.to_unix().or_else(|| Civil { month: 3, day: 1, ..later }.to_unix())
}

/// The list as `cargo xtask roots` writes it: each root's block under a line that names it, sorted by that line.
pub fn write_list(roots: &[Certificate]) -> String {
    let mut blocks: Vec<_> = roots
        .iter()
        .map(|root| {
            let Civil { year, month, day, .. } = Civil::from_unix(root.not_before());
            format!(
                "# {}\n# made {year:04}-{month:02}-{day:02}, {}, key {}, fingerprint {}\n{}",
                root.subject_text(),
                root.key(),
                root.spki_sha256(),
                root.fingerprint(),
                pem::encode("CERTIFICATE", root.der())
            )
        })
        .collect();
    blocks.sort();
    blocks.join("\n")
}
