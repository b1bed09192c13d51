//! What was seen, as a plain value: stored beside an issuance, sent with a support question, judged again later.
//!
//! Facts only, never a verdict: what a stage gave, or the code of what stopped it. It is serialisable here and not in
//! `wire` because nobody else relies on its shape: it is written and read by the doctor alone. New fields carry
//! `#[serde(default)]`, so that old evidence stays readable.

mod dns;
mod http;
mod status;
mod tls;

use std::{collections::BTreeMap, net::SocketAddr};

use serde::{Deserialize, Serialize};
use warifu_net::NetError;

pub use self::{
    dns::{Answer, CaaRecord, CaaSeen, DnsSeen, Dnssec},
    http::{Hop, HttpSeen, PageSeen, Reference, ReplySeen, ValidationSeen},
    status::{IssuerSeen, RevocationSeen, Signed, Status, StatusSource},
    tls::{Handshake, HelloSeen, Preference, Resumption, Scan, Version, VersionSeen},
};

/// Everything seen in one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// When the look began, seconds since 1970-01-01 UTC.
    pub at: i64,
    /// One entry per host, and one per wildcard that no host stands for, in the order asked.
    pub hosts: Vec<HostSeen>,
}

/// What was seen of one name. [`Default`] is a name that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HostSeen {
    /// The host in lower case and A-labels, or an address; or, if nowhere could be looked, the wildcard.
    pub name: String,
    /// The port of the TLS server.
    pub port: u16,
    /// The name sent as SNI where it is another one than `name`.
    pub sni: Option<String>,
    /// How TLS begins on this port.
    pub start: Start,
    /// How much was asked for. What belongs to [`Profile::Full`] is absent from a quick look.
    pub profile: Profile,
    /// What the name servers said; absent where nobody was asked (an address, or one given by hand).
    pub dns: Option<DnsSeen>,
    /// What looking at it gave.
    pub looked: Looked,
    /// Front pages, redirects and validation paths; full profile, port 443 without STARTTLS.
    pub http: Option<HttpSeen>,
    /// Certificates fetched from where the presented ones say that their issuer's is (AIA); full profile, only where a
    /// presented chain lacks one.
    pub issuers: Vec<IssuerSeen>,
    /// What CRLs and OCSP responders say about the presented leaves; full profile, and stapled responses.
    pub revocation: Vec<RevocationSeen>,
    /// Stages that the time limit cut off: what they would have filled is unknown, not absent.
    pub unfinished: Vec<Stage>,
    /// Connections made, for everything together.
    pub connections: u32,
    /// Time taken for everything, in milliseconds.
    pub took_ms: u32,
}

impl Default for HostSeen {
    fn default() -> Self {
        Self {
            name: String::new(),
            port: 443,
            sni: None,
            start: Start::Tls,
            profile: Profile::Quick,
            dns: None,
            looked: Looked::Nowhere,
            http: None,
            issuers: Vec::new(),
            revocation: Vec::new(),
            unfinished: Vec::new(),
            connections: 0,
            took_ms: 0,
        }
    }
}

/// How much is asked of a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Addresses and one handshake with each.
    #[default]
    Quick,
    /// Everything.
    Full,
}

/// How TLS begins on a port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// At once, as on 443, 465, 993 and 995.
    #[default]
    Tls,
    /// `STARTTLS` of SMTP (RFC 3207).
    Smtp,
    /// `STARTTLS` of IMAP (RFC 9051 section 6.2.1).
    Imap,
    /// `STLS` of POP3 (RFC 2595).
    Pop3,
}

/// A part of a look that can be finished or cut off by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Addresses.
    Dns,
    /// CAA and DNSSEC.
    Caa,
    /// The handshake with each address, as a modern client with SNI.
    Handshake,
    /// The handshake without SNI.
    WithoutSni,
    /// Whether a session is resumed.
    Resumption,
    /// Versions, suites, groups.
    Scan,
    /// Front pages.
    Pages,
    /// Validation paths.
    Validation,
    /// Missing intermediates by AIA.
    Issuers,
    /// CRL and OCSP.
    Revocation,
}

impl Stage {
    /// The word in evidence and in the locales' ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Caa => "caa",
            Self::Handshake => "handshake",
            Self::WithoutSni => "without_sni",
            Self::Resumption => "resumption",
            Self::Scan => "scan",
            Self::Pages => "pages",
            Self::Validation => "validation",
            Self::Issuers => "issuers",
            Self::Revocation => "revocation",
        }
    }
}

/// What looking at a name gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Looked {
    /// A wildcard under which no host is known: no look was possible.
    #[default]
    Nowhere,
    /// The name did not lead to an address.
    Unresolved(Failure),
    /// Each of its addresses.
    At(Vec<AddressSeen>),
}

/// What one address of a name showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressSeen {
    /// Address and port.
    pub address: SocketAddr,
    /// Time until the connection was open, in milliseconds; absent if it never was.
    #[serde(default)]
    pub connect_ms: Option<u32>,
    /// What it showed to a modern client with SNI.
    pub shown: Shown,
    /// What the peer said that is not TLS: what it greets with, or its answer to a TLS hello or to an HTTP request.
    #[serde(default)]
    pub greeting: Option<Greeting>,
    /// What an old client is shown, looked at only where the modern one failed: a server that modern libraries cannot
    /// speak to.
    #[serde(default)]
    pub legacy: Option<HelloSeen>,
    /// What it showed to a client without SNI: the default certificate.
    #[serde(default)]
    pub without_sni: Option<Shown>,
    /// Whether a second connection went on with the session of the first.
    #[serde(default)]
    pub resumption: Option<Resumption>,
    /// Versions, suites and groups.
    #[serde(default)]
    pub scan: Option<Scan>,
}

impl AddressSeen {
    /// An address that showed this, and nothing else is known about it.
    pub const fn new(address: SocketAddr, shown: Shown) -> Self {
        Self {
            address,
            connect_ms: None,
            shown,
            greeting: None,
            legacy: None,
            without_sni: None,
            resumption: None,
            scan: None,
        }
    }
}

/// What an address showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// No certificate: the connection (`address_refused`, `connect_*`), what comes before TLS (`starttls_*`) or the
    /// handshake (`tls_*`, `timeout`) failed.
    Failed(Failure),
    /// A handshake that succeeded. Boxed: it is much larger than a failure.
    Certificate(Box<Handshake>),
}

impl Shown {
    /// The handshake, if it succeeded.
    pub fn handshake(&self) -> Option<&Handshake> {
        match self {
            Self::Certificate(handshake) => Some(handshake),
            Self::Failed(_) => None,
        }
    }

    /// The failure, if there was no handshake.
    pub const fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Certificate(_) => None,
        }
    }
}

/// Bytes that are not TLS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// What they look like.
    pub protocol: Protocol,
    /// The first line, shortened, with `.` for each octet that is not printable ASCII.
    pub line: String,
}

/// What a peer speaks that does not speak TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// `220 … FTP`.
    Ftp,
    /// `HTTP/`, or a page without a head.
    Http,
    /// `* OK`.
    Imap,
    /// `+OK`.
    Pop3,
    /// `220 …`.
    Smtp,
    /// `SSH-`.
    Ssh,
    /// Anything else.
    Other,
}

/// A [`NetError`] as it is kept: its code and parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// [`NetError::code`].
    pub code: String,
    /// [`NetError::params`].
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

impl From<NetError> for Failure {
    fn from(error: NetError) -> Self {
        let params = error.params().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { code: error.code().to_owned(), params }
    }
}

mod base64 {
    use ::base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(der: &Option<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
        match der {
            Some(der) => to.serialize_some(&STANDARD.encode(der)),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|text| STANDARD.decode(text).map_err(D::Error::custom)).transpose()
    }
}

mod base64_list {
    use ::base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(list: &[Vec<u8>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(list.iter().map(|der| STANDARD.encode(der)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let list = Vec::<String>::deserialize(from)?;
        list.iter().map(|text| STANDARD.decode(text).map_err(D::Error::custom)).collect()
    }
}
