//! Keys, requests and certificates on the side of the sample sites.

use std::sync::Arc;

use rustls::{
    crypto::aws_lc_rs::sign::any_supported_type,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, pem::PemObject},
    sign::CertifiedKey,
};
use warifu_domain::{DnsName, Timestamp};
use warifu_pki::{
    AttributeKind, Certificate, Sha256,
    build::{self, CaProfile, Validity},
    pem,
};

use crate::keys::{KeyChoice, KeyError, NewKey};

/// Largest certificate or key text read.
const PEM_BYTES_MAX: usize = 64 * 1024;

/// How long the certificate of a site without one is good for.
const PLACEHOLDER_YEARS: i64 = 20;

/// A new key with its request.
pub(crate) struct Request {
    /// PKCS#8 in PEM.
    pub(crate) key_pem: String,
    /// PKCS#10 in PEM.
    pub(crate) csr_pem: String,
    /// SHA-256 of the public key.
    pub(crate) spki: Sha256,
}

/// Why a certificate and a key cannot be used together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PairError {
    /// No certificate can be read.
    #[error("no certificate in PEM")]
    Certificate,
    /// No private key can be read.
    #[error("no private key in PEM")]
    Key,
    /// They are not for each other.
    #[error("the certificate is for another key")]
    Mismatch,
    /// The crypto library refused to make a key.
    #[error("key generation failed")]
    Crypto,
}

impl From<KeyError> for PairError {
    fn from(_: KeyError) -> Self {
        Self::Crypto
    }
}

/// A chain with its key, ready to serve.
pub(crate) struct Installed {
    /// For rustls.
    pub(crate) certified: Arc<CertifiedKey>,
    leaf: Certificate,
}

impl Installed {
    /// Reads a chain (leaf first) and its key from PEM; other blocks in either text are passed over.
    pub(crate) fn read(chain_pem: &[u8], key_pem: &[u8]) -> Result<Self, PairError> {
        if chain_pem.len().max(key_pem.len()) > 2 * PEM_BYTES_MAX {
            return Err(PairError::Certificate);
        }
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(chain_pem).collect::<Result<_, _>>().map_err(|_| PairError::Certificate)?;
        let leaf =
            chain.first().and_then(|der| Certificate::from_der(der.to_vec()).ok()).ok_or(PairError::Certificate)?;
        let key = PrivateKeyDer::from_pem_slice(key_pem).map_err(|_| PairError::Key)?;
        let key = any_supported_type(&key).map_err(|_| PairError::Key)?;
        let certified = CertifiedKey::new(chain, key);
        certified.keys_match().map_err(|_| PairError::Mismatch)?;
        Ok(Self { certified: Arc::new(certified), leaf })
    }

    /// Serial number in lower-case hexadecimal.
    pub(crate) fn serial_hex(&self) -> String {
        self.leaf.serial_hex()
    }

    /// Its last second.
    pub(crate) fn not_after(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.leaf.not_after())
    }

    /// Who issued it.
    pub(crate) fn issuer(&self) -> String {
        self.leaf.issuer_text()
    }

    /// Whether it is good for `host`.
    pub(crate) fn covers(&self, host: &str) -> bool {
        self.leaf.covers(host)
    }
}

/// Makes a P-256 key and a request for `name`.
pub(crate) fn request(name: &DnsName) -> Result<Request, PairError> {
    let key = NewKey::generate(KeyChoice::P256)?;
    let csr = key.csr(&[(AttributeKind::CommonName, name.as_str())], std::slice::from_ref(name))?;
    Ok(Request {
        key_pem: pem::encode("PRIVATE KEY", &key.pkcs8()?),
        csr_pem: pem::encode("CERTIFICATE REQUEST", &csr),
        spki: Sha256::of(&key.spki),
    })
}

/// A self-signed certificate as fresh servers have one, for sites on which nothing is installed yet.
pub(crate) fn placeholder(now: Timestamp) -> Result<Arc<CertifiedKey>, PairError> {
    let key = NewKey::generate(KeyChoice::P256)?;
    let profile = CaProfile {
        issuer: None,
        serial: &[1; 16],
        subject: &[(AttributeKind::CommonName, "not installed yet")],
        spki: &key.spki,
        validity: Validity {
            not_before: now.unix_seconds(),
            not_after: now.plus_days(PLACEHOLDER_YEARS * 365).unix_seconds(),
        },
        path_length: None,
        crl_url: None,
        ca_issuers_url: None,
    };
    let tbs = build::ca_tbs(&profile, key.algorithm()).map_err(|_| PairError::Crypto)?;
    let der = CertificateDer::from(key.sign(&tbs)?);
    let signer = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.pkcs8()?.to_vec()));
    let signer = any_supported_type(&signer).map_err(|_| PairError::Crypto)?;
    Ok(Arc::new(CertifiedKey::new(vec![der], signer)))
}
