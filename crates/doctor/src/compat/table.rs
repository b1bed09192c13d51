//! The table of clients: `catalogue/clients.toml` and the archive `catalogue/handsets.toml`.

use std::{fmt, ops::RangeInclusive};

use serde::Deserialize;
use warifu_pki::{AttributeKind, Certificate, start_of_day};

use crate::evidence::Version;

/// More clients than anybody wants to read about.
const CLIENTS_MAX: usize = 500;

/// The clients, in the order of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clients(Vec<Client>);

/// One client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its name everywhere but in sentences.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// How alive it is.
    pub class: Class,
    /// The versions it speaks.
    pub versions: RangeInclusive<Version>,
    /// What it accepts up to TLS 1.2: key exchange with the certificate's key, and ciphers.
    suites: Vec<(String, Vec<String>)>,
    /// Whether it says the name of the site.
    pub sni: bool,
    /// Whether it knows SHA-256 and newer hashes.
    pub sha256: bool,
    /// Whether it follows the path as sent.
    pub sent_path_only: bool,
    /// When its list of roots was last updated, seconds since 1970; `None` while it still is.
    roots_until: Option<i64>,
    /// Roots that it lacks all the same.
    roots_without: Vec<String>,
}

/// How alive a client is, and so what its refusal means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Updated, and in wide use: a refusal is a warning.
    Current,
    /// Not updated any more, but still seen: a refusal is a notice.
    Fading,
    /// Out of service: for reference only.
    Archived,
}

impl Class {
    /// The word in the JSON contract and in the locales' ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Fading => "fading",
            Self::Archived => "archived",
        }
    }
}

impl Clients {
    /// Reads the texts `clients.toml` and `handsets.toml`.
    ///
    /// # Errors
    /// [`ClientsError`] when a text is not of the expected form.
    pub fn parse(clients: &str, handsets: &str) -> Result<Self, ClientsError> {
        let mut all = Vec::new();
        for text in [clients, handsets] {
            let file: File = toml::from_str(text).map_err(|error| ClientsError::Form(Box::new(error)))?;
            for row in file.client {
                let id = row.id.clone();
                all.push(row.read().ok_or(ClientsError::Row(id))?);
            }
        }
        let twice = all.iter().enumerate().find(|(at, client)| all[..*at].iter().any(|other| other.id == client.id));
        match twice {
            _ if all.len() > CLIENTS_MAX => Err(ClientsError::Row("too many".to_owned())),
            Some((_, client)) => Err(ClientsError::Row(client.id.clone())),
            None => Ok(Self(all)),
        }
    }

    /// Every client, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = &Client> {
        self.0.iter()
    }
}

impl Client {
    /// Whether it knows certificates with ECDSA keys.
    pub(super) fn takes_ecdsa(&self) -> bool {
        self.versions.end() >= &Version::Tls13 || self.suites.iter().any(|(exchange, _)| exchange == "ECDHE_ECDSA")
    }

    /// Whether it knows a suite up to TLS 1.2 by its IANA name.
    pub(super) fn takes_suite(&self, suite: &str) -> bool {
        let Some((exchange, cipher)) = suite.strip_prefix("TLS_").and_then(|rest| rest.split_once("_WITH_")) else {
            return false;
        };
        let kind = ["3DES", "RC4", "CHACHA20", "GCM", "CBC"].into_iter().find(|kind| cipher.contains(kind));
        let known = |(wanted, ciphers): &(String, Vec<String>)| {
            wanted == exchange && kind.is_some_and(|kind| ciphers.iter().any(|cipher| cipher == kind))
        };
        self.suites.iter().any(known)
    }

    /// Whether a public root is on its list: one made after the list's last day cannot be.
    pub(super) fn has(&self, root: &Certificate) -> bool {
        let name = root.subject().first(AttributeKind::CommonName).unwrap_or_default();
        self.roots_until.is_none_or(|until| root.not_before() <= until)
            && !self.roots_without.iter().any(|without| without == name)
    }
}

/// Why a text does not give [`Clients`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientsError {
    /// Not TOML, or a key is missing or misspelt.
    Form(Box<toml::de::Error>),
    /// A row's version, suite or day cannot be read, or its id is given twice.
    Row(String),
}

impl fmt::Display for ClientsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => error.fmt(f),
            Self::Row(id) => write!(f, "client `{id}`: a version, suite or day cannot be read, or the id is not new"),
        }
    }
}

impl std::error::Error for ClientsError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    client: Vec<Row>,
}

/// A row as written. Source, the day it was read and the end of a network are required of or offered to whoever edits the
/// file, and stay there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    class: Class,
    versions: [Version; 2],
    suites: Vec<String>,
    #[serde(default = "yes")]
    sni: bool,
    #[serde(default = "yes")]
    sha256: bool,
    #[serde(default)]
    sent_path_only: bool,
    roots_until: Option<String>,
    #[serde(default)]
    roots_without: Vec<String>,
    ended: Option<String>,
    #[serde(rename = "source")]
    _source: String,
    as_of: String,
}

fn yes() -> bool {
    true
}

impl Row {
    fn read(self) -> Option<Client> {
        let [oldest, newest] = self.versions;
        start_of_day(&self.as_of)?;
        self.ended.as_deref().map_or(Some(0), start_of_day)?;
        let roots_until = match &self.roots_until {
            Some(day) => Some(start_of_day(day)?),
            None => None,
        };
        let suite = |line: &String| {
            let mut words = line.split(' ').map(str::to_owned);
            Some((words.next()?, words.collect()))
        };
        Some(Client {
            id: self.id,
            name: self.name,
            class: self.class,
            versions: (oldest <= newest).then_some(oldest..=newest)?,
            suites: self.suites.iter().map(suite).collect::<Option<_>>()?,
            sni: self.sni,
            sha256: self.sha256,
            sent_path_only: self.sent_path_only,
            roots_until,
            roots_without: self.roots_without,
        })
    }
}
