//! What the name servers said.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// What the name servers said about a host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DnsSeen {
    /// The answer for A.
    pub a: Answer,
    /// The answer for AAAA.
    pub aaaa: Answer,
    /// The names that the host is an alias of, one after the other; empty if it is none.
    pub cname: Vec<String>,
    /// Whether the answers are signed; full profile.
    pub dnssec: Dnssec,
    /// The CAA records in force; full profile.
    pub caa: Option<CaaSeen>,
}

/// The outcome of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Records.
    Addresses(Vec<IpAddr>),
    /// The name exists, without records of this type.
    #[default]
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The name servers failed, refused, or gave a bogus answer.
    ServFail,
    /// No answer in time.
    Timeout,
    /// The text is no DNS name.
    Malformed,
}

/// What DNSSEC says about answers (RFC 4035 section 4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dnssec {
    /// Signed, and the chain of signatures from the root holds.
    Secure,
    /// Provably not signed.
    Insecure,
    /// Should be signed, but the signatures are missing, wrong or out of date: validating resolvers refuse the name.
    Bogus,
    /// Not asked, or no answer.
    #[default]
    Unknown,
}

/// The climb for CAA records from the name towards the root (RFC 8659 section 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaaSeen {
    /// The name at which records were found; absent if none were found up to the top.
    pub found_at: Option<String>,
    /// The records found there.
    pub records: Vec<CaaRecord>,
    /// The name at which a question failed, and how: a CA must not issue then (RFC 8659 section 3).
    pub failed_at: Option<(String, Answer)>,
    /// Whether these answers are signed.
    pub dnssec: Dnssec,
}

/// One CAA record (RFC 8659 section 4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaaRecord {
    /// The critical flag.
    pub critical: bool,
    /// The tag in lower case, such as `issue`.
    pub tag: String,
    /// The value as it stands.
    pub value: String,
}
