//! What the doctor says about sites.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Certificate, Finding};

/// What was seen of a site and what there is to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteReport {
    /// Host and port, as `www.example.jp:443`.
    pub site: String,
    /// The name sent in the handshake (SNI), where it is another one than the host's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sni: Option<String>,
    /// `smtp`, `imap` or `pop3` where TLS begins after a command; absent where it begins at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls: Option<String>,
    /// `quick` or `full`.
    pub profile: String,
    /// When it was looked at; absent where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub at: Option<String>,
    /// Whether no finding is an error.
    pub accepted: bool,
    /// One verdict each, in the order in which a visitor meets them; those that do not apply are absent.
    pub stages: Vec<SiteStage>,
    /// Everything worth knowing, errors first. `field` is the stage.
    pub findings: Vec<Finding>,
    /// Every address looked at.
    pub addresses: Vec<SiteAddress>,
    /// The certificates presented, each once, in the order sent.
    pub certificates: Vec<Certificate>,
    /// What known clients make of it, by a dated table: knowledge, not measurement. Empty in a quick look.
    #[serde(default)]
    pub clients: Vec<SiteClient>,
    /// `apache`, `iis`, `nginx`, `plesk` or `tomcat`, where the site says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// Connections made.
    pub connections: u32,
    /// Time taken, in milliseconds.
    pub took_ms: u32,
}

/// A site to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookAtSite {
    /// A host name or a public address; its port may follow, as `mail.example.jp:587`.
    pub host: String,
    /// The port; 443, or the usual one of `starttls`, when absent. Only ports of TLS services are looked at.
    #[serde(default)]
    pub port: Option<u16>,
    /// `smtp`, `imap` or `pop3` where TLS begins after a command; the port says so when absent.
    #[serde(default)]
    pub starttls: Option<String>,
    /// `quick` or `full`; full when absent.
    #[serde(default)]
    pub profile: Option<String>,
    /// The order whose newest certificate should be in use there.
    #[serde(default)]
    pub order: Option<String>,
}

/// A report that the shop keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptSiteReport {
    /// Names the report; absent where it was too long to be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Until when it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub kept_until: Option<String>,
    /// The order that the site was compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The report itself.
    #[serde(flatten)]
    pub report: SiteReport,
}

/// A kept report in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteReportEntry {
    /// Names the report.
    pub id: String,
    /// Host and port.
    pub site: String,
    /// When it was looked at.
    #[schema(format = DateTime)]
    pub at: String,
    /// The order that the site was compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

/// A stage on the way to a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteStage {
    /// `dns`, `tcp`, `service`, `tls`, `order`, `chain`, `certificate`, `http`, `validation`, `addresses`
    /// or `clients`.
    pub stage: String,
    /// `ok`, `problem`, `not_reached` (something before it stopped the look) or `not_looked`.
    pub outcome: String,
    /// What was seen, in short and in no language: addresses, versions, names, dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

/// What one address of a site showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteAddress {
    /// Address and port.
    pub address: String,
    /// Time until the connection was open, in milliseconds; absent where it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect_ms: Option<u32>,
    /// Code of what failed; absent where the handshake succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// What was agreed on; absent where there was no handshake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handshake: Option<SiteHandshake>,
    /// The versions accepted, oldest first, with their suites; empty where it was not scanned.
    pub versions: Vec<SiteVersion>,
    /// The key exchange groups accepted.
    pub groups: Vec<String>,
}

/// What a modern client and the server agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteHandshake {
    /// Such as `TLSv1.3`.
    pub version: String,
    /// The suite by its IANA name.
    pub suite: String,
    /// The key exchange group, such as `X25519MLKEM768`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The application protocol, such as `h2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alpn: Option<String>,
    /// Time from the open connection to the end of the handshake, in milliseconds.
    pub took_ms: u32,
    /// SHA-256 of each certificate as sent, the server's first; see `certificates`.
    pub chain: Vec<String>,
}

/// What a server accepts in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteVersion {
    /// Such as `TLSv1.2`.
    pub version: String,
    /// The suites by their IANA names, in the server's order where it has one.
    pub suites: Vec<String>,
}

/// Whether a known client can open a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SiteClient {
    /// Names the client.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// `current`, `fading` (no longer updated, but still seen) or `archived` (out of service).
    pub class: String,
    /// `protocol`, `sni`, `key`, `hash`, `path` or `root`: what stands in the way; absent where nothing is known to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuses: Option<String>,
}
