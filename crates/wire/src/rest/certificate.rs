//! What certificates say when they are looked at.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Finding;

/// Certificates to look at; nothing of them is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectCertificates {
    /// One or more certificates as PEM, the server's first, as a server would send them. Never send a private key.
    pub certificate: String,
}

/// What was found in certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CertificateInspection {
    /// Whether no finding is an error.
    pub accepted: bool,
    /// The certificates, in the order in which they were given.
    pub certificates: Vec<Certificate>,
    /// The chain of the first certificate that is no CA's; absent when there is only one certificate, unless its
    /// intermediates are in the table of public CAs'.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
    /// Everything worth knowing, errors first. What is about another certificate than the server's has its place, from
    /// 1, as the parameter `position`.
    pub findings: Vec<Finding>,
}

/// What one certificate says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    /// Whom it is about, as `C=JP, O=Example K.K., CN=www.example.jp`.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Serial number in lower-case hexadecimal.
    pub serial: String,
    /// Its first second.
    #[schema(format = DateTime)]
    pub not_before: String,
    /// Its last second.
    #[schema(format = DateTime)]
    pub not_after: String,
    /// DNS names, in their order; then those that are not valid, as they are written.
    pub names: Vec<String>,
    /// IP addresses, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// Whether it is a CA's.
    pub ca: bool,
    /// `DV`, `OV`, `IV` or `EV` by its policy; absent for certificates of private CAs
    /// and of CAs themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Kind and size of the key, as `RSA-2048`.
    pub key: String,
    /// How it is signed, as `RSA with SHA-256`.
    pub signature: String,
    /// SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal.
    pub spki_sha256: String,
    /// SHA-256 of the certificate, in hexadecimal.
    pub sha256: String,
}

/// The way from a certificate to a root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Chain {
    /// Whether it ends under a root that browsers trust.
    pub trusted: bool,
    /// The subjects on the way, the server's first; the root, where it is known, last.
    pub path: Vec<String>,
    /// The certificates that a server has to send, in this order, as PEM: without the root, and with the intermediates
    /// that were added.
    #[serde(default)]
    pub pem: String,
}
