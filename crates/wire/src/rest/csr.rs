//! What the inspector and the installation check have to say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A CSR to look at; nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectCsr {
    /// The PKCS#10 request as PEM, at most 64 KiB. Never send a private key.
    pub csr: String,
    /// Judge by the wishes and the rule set of this product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Judge by this rule set; without it by the product's, and without a product by `shop-common`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<String>,
    /// Names to be certified; those of the CSR when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What the inspector found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CsrInspection {
    /// Whether an order with this CSR would be taken: no finding is an error.
    pub accepted: bool,
    /// The rule set that it was judged by.
    pub rules: String,
    /// Names that the certificate would carry.
    pub names: Vec<String>,
    /// The CSR's subject, as `C=JP, O=Example K.K., CN=www.example.jp`; absent when the CSR could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Kind and size of the key, as `RSA-2048`; absent when the CSR could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How the CSR is signed, as `RSA with SHA-256`; absent when the CSR could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal; absent when the CSR could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spki_sha256: Option<String>,
    /// Everything worth knowing, errors first.
    pub findings: Vec<Finding>,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be used as it is.
    Error,
    /// Allowed, but probably not what was meant.
    Warning,
    /// Good to know.
    Notice,
}

/// One thing that a rule or check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// Names the rule.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The part of the input that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The values that the message speaks of.
    pub params: BTreeMap<String, String>,
    /// What was found, in the language of the reply.
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<String>,
    /// A good value or a command that helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// The document that asks for it.
    pub source: String,
    /// Page that explains the rule, relative to the shop.
    pub help: String,
}

/// What visitors of the site are served right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InstallCheck {
    /// Every address of every name presents this issuance's certificate.
    pub served: bool,
    /// When it was looked at.
    #[schema(format = DateTime)]
    pub checked_at: String,
    /// What is in the way.
    pub findings: Vec<Finding>,
}
