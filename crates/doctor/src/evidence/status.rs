//! What authorities said about the presented certificates.

use serde::{Deserialize, Serialize};

use super::Failure;

/// A certificate fetched because the presented ones lack it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssuerSeen {
    /// SHA-256 of the presented or fetched certificate whose issuer it is, in hexadecimal.
    pub of: String,
    /// Where it was fetched from (AIA, `caIssuers`).
    pub url: String,
    /// What was found there, DER; absent when `failure` says why.
    #[serde(with = "super::base64")]
    pub der: Option<Vec<u8>>,
    /// Why there is none: a code of the way out, `http_status`, `issuer_unreadable`, or `issuer_differs` when what is there did not
    /// sign the certificate.
    pub failure: Option<Failure>,
}

/// What one source says about one leaf.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevocationSeen {
    /// SHA-256 of the leaf, in hexadecimal.
    pub of: String,
    /// Which kind of source.
    pub source: StatusSource,
    /// Where it was asked; empty when stapled.
    pub url: String,
    /// What it says; absent when `failure` says why there is nothing.
    pub status: Option<Status>,
    /// Whose signature is under it.
    pub signed: Signed,
    /// From when it counts, seconds since 1970-01-01 UTC.
    pub this_update: Option<i64>,
    /// When a newer one is due.
    pub next_update: Option<i64>,
    /// A code of the way out, `http_status`, `status_unreadable`, or `ocsp_` with the responder's error (RFC 6960 section
    /// 4.2.1) such as `ocsp_try_later`.
    pub failure: Option<Failure>,
}

/// A kind of source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusSource {
    /// An OCSP responder.
    #[default]
    Ocsp,
    /// A CRL.
    Crl,
    /// The response stapled to the handshake.
    Stapled,
}

/// What a source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked {
        /// When, seconds since 1970-01-01 UTC.
        at: i64,
        /// The reason code (RFC 5280 section 5.3.1), if one is given.
        reason: Option<u8>,
    },
    /// The responder does not know the certificate, or the response is about another one.
    Unknown,
}

/// Whose signature is under a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
    /// The issuer's, or a responder's to which the issuer has delegated it (RFC 6960 section 4.2.2.2).
    Valid,
    /// Nobody's who may.
    Invalid,
    /// The issuer's certificate is not known here, or its algorithm is not.
    #[default]
    Unchecked,
}
