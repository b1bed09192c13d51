//! Issuances: one CSR → one certificate, with proof, intent and outcome.

pub use warifu_pki::build::RevocationReason;
use warifu_pki::{DnsName, Sha256};

use crate::{
    dcv::{Validation, ValidationState},
    id::IssuanceId,
    time::{Period, Timestamp},
};

/// Why an issuance was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The order's first certificate.
    First,
    /// The next certificate inside a paid term.
    Continue,
    /// The customer asked for a new one, usually with a new key.
    Reissue,
}

impl Purpose {
    /// The name in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Continue => "continue",
            Self::Reissue => "reissue",
        }
    }
}

/// A certificate that counts: compared with the intent before it came here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedCertificate {
    /// DER, the leaf first, then the intermediates; never a root.
    pub chain_der: Vec<Vec<u8>>,
    /// Serial number in lower-case hexadecimal.
    pub serial_hex: String,
    /// From notBefore to notAfter.
    pub validity: Period,
}

/// Where an issuance stands, with the facts of that state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssuanceState {
    /// The intent is stored; nothing has been asked of the CA, or its answer is still awaited.
    Preparing,
    /// The CA has said what to prove.
    Validating {
        /// When it said so.
        since: Timestamp,
    },
    /// Everything is proven; the CA is asked for the certificate.
    Submitted {
        /// When it was asked.
        since: Timestamp,
    },
    /// The certificate is here and delivered.
    Issued {
        /// When it came.
        at: Timestamp,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// Every address of every name presents it.
    Served {
        /// When it came.
        at: Timestamp,
        /// When it was first seen everywhere.
        served_at: Timestamp,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// A newer one is served in its place.
    Replaced {
        /// When the newer one was served.
        at: Timestamp,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// The CA has revoked it.
    Revoked {
        /// When.
        at: Timestamp,
        /// Why.
        reason: RevocationReason,
        /// The certificate.
        certificate: IssuedCertificate,
    },
    /// It ended without a certificate.
    Failed {
        /// When.
        at: Timestamp,
        /// A finding code that says why.
        code: String,
        /// The CA's own words or the value at fault, for people.
        detail: String,
    },
}

impl IssuanceState {
    /// The name in tables and on the wire.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Validating { .. } => "validating",
            Self::Submitted { .. } => "submitted",
            Self::Issued { .. } => "issued",
            Self::Served { .. } => "served",
            Self::Replaced { .. } => "replaced",
            Self::Revoked { .. } => "revoked",
            Self::Failed { .. } => "failed",
        }
    }

    /// The certificate, once there is one.
    pub const fn certificate(&self) -> Option<&IssuedCertificate> {
        match self {
            Self::Issued { certificate, .. }
            | Self::Served { certificate, .. }
            | Self::Replaced { certificate, .. }
            | Self::Revoked { certificate, .. } => Some(certificate),
            Self::Preparing | Self::Validating { .. } | Self::Submitted { .. } | Self::Failed { .. } => None,
        }
    }

    /// Whether a certificate may still come of it.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Preparing | Self::Validating { .. } | Self::Submitted { .. })
    }

    /// Whether its certificate is good and in use or about to be.
    pub const fn is_live(&self) -> bool {
        matches!(self, Self::Issued { .. } | Self::Served { .. })
    }
}

/// One CSR on its way to one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuance {
    /// Its id.
    pub id: IssuanceId,
    /// 1 for the order's first, then counting.
    pub sequence: u32,
    /// Why it was begun.
    pub purpose: Purpose,
    /// The PKCS#10 request, DER.
    pub csr_der: Vec<u8>,
    /// SHA-256 of its SubjectPublicKeyInfo: what pairs it with key and certificate.
    pub spki_sha256: Sha256,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// Counts the upstream orders placed for it; a new one only when the last can no longer live.
    pub attempt: u32,
    /// The connector's own note of where it stands at the CA, stored before each act that depends on it.
    pub upstream: Option<String>,
    /// Proofs of its names; empty until the CA has asked.
    pub validations: Vec<Validation>,
    /// Where it stands.
    pub state: IssuanceState,
}

impl Issuance {
    /// Names whose proof the shop or the CA has seen.
    pub fn proven(&self) -> impl Iterator<Item = &DnsName> {
        let seen = |v: &&Validation| matches!(v.state, ValidationState::Found { .. } | ValidationState::Valid { .. });
        self.validations.iter().filter(seen).map(|validation| &validation.name)
    }

    /// Whether every proof asked for has been seen.
    pub fn all_proven(&self) -> bool {
        self.proven().count() == self.validations.len()
    }
}
