//! What TLS handshakes showed. Suites and groups are kept by their IANA names (`0x5600` where there is none).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A handshake that succeeded, as a modern client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Handshake {
    /// DER, in base64, as sent: the leaf first. Cut after the sixteenth.
    #[serde(with = "super::base64_list")]
    pub chain: Vec<Vec<u8>>,
    /// The version agreed on.
    pub version: Version,
    /// The suite agreed on, such as `TLS_AES_128_GCM_SHA256`.
    pub suite: String,
    /// The key exchange group agreed on, such as `X25519MLKEM768`.
    pub group: Option<String>,
    /// The application protocol agreed on.
    pub alpn: Option<String>,
    /// A stapled OCSP response, DER.
    #[serde(with = "super::base64")]
    pub ocsp: Option<Vec<u8>>,
    /// The signature over the handshake could not be verified with the leaf's key: the server has not shown that it
    /// holds it, or the key is too weak or too odd to verify with.
    pub unproven: bool,
    /// Time from the open connection to the end of the handshake, in milliseconds.
    pub took_ms: u32,
}

/// A protocol version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Version {
    /// SSL 3.0 (RFC 6101).
    #[serde(rename = "SSLv3")]
    Ssl3,
    /// TLS 1.0.
    #[serde(rename = "TLSv1.0")]
    Tls10,
    /// TLS 1.1.
    #[serde(rename = "TLSv1.1")]
    Tls11,
    /// TLS 1.2.
    #[serde(rename = "TLSv1.2")]
    Tls12,
    /// TLS 1.3.
    #[default]
    #[serde(rename = "TLSv1.3")]
    Tls13,
}

impl Version {
    /// All of them, oldest first.
    pub const ALL: [Self; 5] = [Self::Ssl3, Self::Tls10, Self::Tls11, Self::Tls12, Self::Tls13];

    /// As it is written, such as `TLSv1.2`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ssl3 => "SSLv3",
            Self::Tls10 => "TLSv1.0",
            Self::Tls11 => "TLSv1.1",
            Self::Tls12 => "TLSv1.2",
            Self::Tls13 => "TLSv1.3",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a server chose in answer to one hello of our own: what it would do, seen without finishing the handshake. The
/// certificates are not proven to be the server's own here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HelloSeen {
    /// The version chosen.
    pub version: Version,
    /// The suite chosen.
    pub suite: String,
    /// The certificates as sent; empty in TLS 1.3, where they are encrypted.
    #[serde(with = "super::base64_list")]
    pub chain: Vec<Vec<u8>>,
}

/// Whether a session was resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resumption {
    /// The second connection went on with the first one's session.
    Resumed,
    /// It was a full handshake again.
    Full,
}

/// What a server accepts. Absent parts could not be tested, or do not exist in the versions that it speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scan {
    /// The versions accepted, oldest first.
    pub versions: Vec<VersionSeen>,
    /// Key exchange groups accepted, in the server's order of choice as far as it has one.
    pub groups: Vec<String>,
    /// Who decides which group is taken.
    pub groups_preference: Preference,
    /// Secure renegotiation (RFC 5746) is announced; versions up to TLS 1.2.
    pub renegotiation_info: Option<bool>,
    /// TLS compression is accepted (CRIME); versions up to TLS 1.2.
    pub compression: Option<bool>,
    /// A hello that says to be a fallback is refused (RFC 7507); only where the server speaks two versions up to 1.2.
    pub fallback_scsv: Option<bool>,
    /// Extended master secret (RFC 7627); versions up to TLS 1.2.
    pub extended_master_secret: Option<bool>,
    /// The heartbeat extension is announced (RFC 6520); versions up to TLS 1.2.
    pub heartbeat: Option<bool>,
    /// Session tickets (RFC 5077) are announced; versions up to TLS 1.2.
    pub session_ticket: Option<bool>,
    /// Signed certificate timestamps sent in the handshake itself (RFC 6962 section 3.3); those inside the certificate
    /// are read from it. Versions up to TLS 1.2.
    pub scts: Option<u32>,
    /// The size of the smallest Diffie-Hellman prime used by a DHE suite, in bits.
    pub dh_bits: Option<u32>,
    /// Connections made for the scan.
    pub connections: u32,
    /// A limit of connections or time, or an unsteady server, cut the scan off: what is listed is true, more may exist.
    pub cut_off: bool,
}

impl Scan {
    /// What is known of one version; `None` if it is not accepted.
    pub fn version(&self, version: Version) -> Option<&VersionSeen> {
        self.versions.iter().find(|seen| seen.version == version)
    }
}

/// What a server accepts in one version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VersionSeen {
    /// The version.
    pub version: Version,
    /// The suites accepted: in the server's order of choice where it has one, else in the order of our hello.
    pub suites: Vec<String>,
    /// Who decides which suite is taken.
    pub preference: Preference,
}

/// Who decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// The server's own order.
    Server,
    /// The order in the client's hello.
    Client,
    /// Nothing to decide, or it could not be seen.
    #[default]
    Unknown,
}
