//! The public CAs' intermediates, for chains that came without: data from `catalogue/intermediates.pem`, which
//! `cargo xtask intermediates` writes from a report of the CCADB.
//!
//! Nobody is trusted for standing in the table: a certificate from it is one more link to check, up to a root. Most
//! looks need none, or one or two, so that only those blocks are decoded whose line names the wanted key.

use std::{borrow::Cow, collections::BTreeMap, fmt, ops::Range};

use serde::Deserialize;

use crate::{
    AttributeKind, Certificate, Sha256,
    chain::{self, World},
    der::Civil,
    digest::hex,
    pem::{self, Sections},
    roots::Roots,
};

/// More intermediates than the public CAs use at a time; the CCADB knew about 1,800 in 2026.
const INTERMEDIATES_MAX: usize = 8_192;

/// The most certificates that one look takes from the table: a chain needs one to three, with cross-signs more.
const TAKEN_MAX: usize = 16;

/// Begins the line that names a block's key, as its certificate's subject key identifier does (RFC 5280 §4.2.1.2).
const KEY: &str = "# key ";

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Intermediates {
    text: Cow<'static, str>,
    /// Where the blocks of a key are, by its identifier in hexadecimal.
    by_key: BTreeMap<String, Vec<Range<usize>>>,
}

/// An empty table.
static NONE: Intermediates = Intermediates { text: Cow::Borrowed(""), by_key: BTreeMap::new() };

impl Default for &Intermediates {
    fn default() -> Self {
        &NONE
    }
}

impl Intermediates {
    /// Reads where the blocks are, not the blocks.
    ///
    /// # Errors
    /// [`IntermediatesError`] when a block has no line with its key, or there are too many.
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, IntermediatesError> {
        let text = text.into();
        let mut by_key = BTreeMap::<String, Vec<Range<usize>>>::new();
        let mut parts = text.split(KEY);
        let mut at = parts.next().map_or(0, str::len);
        let mut count = 0;
        for part in parts {
            count += 1;
            let from = at + KEY.len();
            at = from + part.len();
            let (key, block) = part.split_once('\n').unwrap_or_default();
            let mut blocks = Sections::of(block);
            let is_one = matches!((blocks.next(), blocks.next()), (Some(Ok(_)), None));
            if !is_one || count > INTERMEDIATES_MAX {
                return Err(IntermediatesError::Block(count));
            }
            by_key.entry(key.trim_end().to_owned()).or_default().push(from + key.len()..at);
        }
        let stray = text.matches("-----BEGIN ").count() != count;
        if stray { Err(IntermediatesError::Block(count)) } else { Ok(Self { text, by_key }) }
    }

    /// A table of one's own, each certificate once and sorted by name. One without a subject key identifier is left out.
    pub fn of(certificates: &[Certificate]) -> Self {
        let mut entries: Vec<String> = certificates.iter().filter_map(entry).collect();
        entries.sort();
        entries.dedup();
        Self::parse(entries.join("\n")).unwrap_or_default()
    }

    /// What the table has above `certificate`: its issuers by name and key, and theirs. Says nothing about signatures.
    pub fn above(&self, certificate: &Certificate) -> Vec<Certificate> {
        let mut taken: Vec<Certificate> = self.issuers_of(certificate);
        let mut next = 0;
        while let Some(certificate) = taken.get(next).filter(|_| taken.len() < TAKEN_MAX) {
            let more = self.issuers_of(certificate);
            let new: Vec<_> = more.into_iter().filter(|issuer| !taken.contains(issuer)).collect();
            taken.extend(new);
            next += 1;
        }
        taken.truncate(TAKEN_MAX);
        taken
    }

    /// Every certificate of the table, by key; a block that cannot be read is left out.
    pub fn iter(&self) -> impl Iterator<Item = Certificate> {
        self.by_key.values().flatten().filter_map(|at| self.read(at))
    }

    fn issuers_of(&self, certificate: &Certificate) -> Vec<Certificate> {
        let places = certificate.aki().and_then(|aki| self.by_key.get(&hex(aki)));
        let issuers = places.into_iter().flatten().filter_map(|at| self.read(at));
        issuers.filter(|issuer| certificate.names_as_issuer(issuer)).collect()
    }

    fn read(&self, at: &Range<usize>) -> Option<Certificate> {
        let section = Sections::of(self.text.get(at.clone())?).next()?.ok()?;
        Certificate::from_der(section.decode()?).ok()
    }
}

/// Why a text is no table of [`Intermediates`]: at the block of this number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntermediatesError {
    /// A block without its `# key` line, a line without its block, or one block too many.
    Block(usize),
}

impl fmt::Display for IntermediatesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Block(number) = self;
        write!(f, "near intermediate {number}: each block needs its own `# key` line")
    }
}

impl std::error::Error for IntermediatesError {}

/// Which intermediates the table takes: `catalogue/intermediates.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// Where the report is published.
    source: String,
    /// The report's day.
    as_of: String,
    /// Whose: the subject's O.
    organizations: Vec<String>,
    /// Words of common names that are left out.
    without: Vec<String>,
}

impl Selection {
    /// Reads the TOML text.
    ///
    /// # Errors
    /// [`toml::de::Error`] when a key is missing or misspelt.
    pub fn parse(text: &str) -> Result<Self, Box<toml::de::Error>> {
        toml::from_str(text).map_err(Box::new)
    }

    fn takes(&self, certificate: &Certificate) -> bool {
        let organization = certificate.subject().first(AttributeKind::Organization).unwrap_or_default();
        let name = certificate.common_name().unwrap_or_default();
        self.organizations.iter().any(|wanted| wanted == organization)
            && !self.without.iter().any(|word| name.contains(word.as_str()))
    }
}

/// The table as `cargo xtask intermediates` writes it. Of the certificates in `report`, a CSV or any text with PEM in it,
/// it takes those that `selection` names, that are CAs for servers, in force at `at` (seconds since 1970), not named by
/// SHA-256 in `revoked`, and lead to one of `roots` over others that it takes.
pub fn write_table(report: &str, revoked: &str, selection: &Selection, roots: &Roots, at: i64) -> String {
    let revoked: Vec<Sha256> = revoked.split(|c: char| !c.is_ascii_hexdigit()).filter_map(|w| w.parse().ok()).collect();
    let mut all: Vec<Certificate> = certificates(report)
        .filter(|ca| {
            let for_servers = ca.is_ca() && ca.server_auth() != Some(false) && !ca.is_self_signed();
            // A chain ends at a trusted root; its cross-signs lead on for nobody.
            let goes_on = roots.find(ca).is_none() && !revoked.contains(&ca.fingerprint());
            for_servers && goes_on && (ca.not_before()..=ca.not_after()).contains(&at) && selection.takes(ca)
        })
        .collect();
    let intermediates = Intermediates::of(&all);
    let world = World { intermediates: &intermediates, ..World::of(roots, at) };
    all.retain(|ca| chain::of_pile(ca, &[], &world).is_ok_and(|chain| chain.best.root().is_some()));
    let (Selection { source, as_of, .. }, table) = (selection, Intermediates::of(&all).text);
    format!("# Written by `cargo xtask intermediates` from {source}\n# as of {as_of}.\n\n{table}")
}

/// The certificates of a text in which quotes may stand around a block, as in a CSV.
fn certificates(text: &str) -> impl Iterator<Item = Certificate> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    text.split(BEGIN).skip(1).filter_map(|part| {
        let body = part.split("-----END").next()?;
        Certificate::from_der(pem::decode_base64(body)?).ok()
    })
}

fn entry(ca: &Certificate) -> Option<String> {
    let Civil { year, month, day, .. } = Civil::from_unix(ca.not_after());
    Some(format!(
        "# {}\n# until {year:04}-{month:02}-{day:02}, fingerprint {}\n{KEY}{}\n{}",
        ca.subject_text(),
        ca.fingerprint(),
        hex(ca.ski()?),
        pem::encode("CERTIFICATE", ca.der())
    ))
}
