//! The built-in CA itself: a root that signed one intermediate and is not needed again, and what the intermediate signs.

use warifu_domain::{DnsName, Timestamp, issuance::RevocationReason, time::Period, world::Random};
use warifu_pki::{
    AttributeKind, Certificate,
    build::{self, BuildError, CaProfile, CrlProfile, LeafProfile, LeafSubject, Revoked, Validity},
    keys::Verdict,
};
use zeroize::Zeroizing;

use super::key::{KeyChoice, SigningKey};

/// Octets of a serial: 126 random bits (BR 7.1 asks for 64).
const SERIAL_OCTETS: usize = 16;

/// Days that the root lives: 20 years. Chrome stops trusting public roots earlier; a private one has no such rule.
const ROOT_DAYS: i64 = 7_305;

/// Days that the intermediate lives: 10 years.
const INTERMEDIATE_DAYS: i64 = 3_652;

/// Days from one CRL to the next at the latest (BR 4.9.7 allows 10).
pub const CRL_DAYS: i64 = 7;

/// Certificates in one CRL. A shop that revokes more has outgrown one list.
pub const CRL_ENTRIES_MAX: usize = 100_000;

/// The names in the CA's certificates (BR 7.1.2.10.2: C, O and CN).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityNames {
    /// Two capitals.
    pub country: String,
    /// Who runs the CA.
    pub organization: String,
    /// CN of the root.
    pub root: String,
    /// CN of the intermediate.
    pub intermediate: String,
}

/// Where the world finds what the CA publishes. Plain `http`: a client that checks must not need a certificate first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The CRL of the intermediate, DER.
    pub crl_url: String,
    /// The intermediate's certificate, DER.
    pub intermediate_url: String,
    /// The root's certificate, DER.
    pub root_url: String,
}

impl Publication {
    /// Path of the CRL below the base URL.
    pub const CRL_PATH: &str = "/ca/intermediate.crl";
    /// Path of the intermediate's certificate.
    pub const INTERMEDIATE_PATH: &str = "/ca/intermediate.crt";
    /// Path of the root's certificate.
    pub const ROOT_PATH: &str = "/ca/root.crt";

    /// Everything below one base URL such as `http://ca.example.jp`.
    pub fn under(base_url: &str) -> Self {
        let base = base_url.trim_end_matches('/');
        Self {
            crl_url: format!("{base}{}", Self::CRL_PATH),
            intermediate_url: format!("{base}{}", Self::INTERMEDIATE_PATH),
            root_url: format!("{base}{}", Self::ROOT_PATH),
        }
    }
}

/// A CA that was just made. Keys are PKCS#8, to be sealed before they are stored.
pub struct NewAuthority {
    /// DER.
    pub root_certificate: Vec<u8>,
    /// The root's key: needed again only to replace the intermediate.
    pub root_key: Zeroizing<Vec<u8>>,
    /// DER.
    pub intermediate_certificate: Vec<u8>,
    /// The key that signs certificates and CRLs.
    pub intermediate_key: Zeroizing<Vec<u8>>,
}

/// Why a CA cannot be made or opened, or refuses to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorityError {
    /// A key cannot be made, read or used.
    #[error("the CA's key cannot be used")]
    Key,
    /// A certificate cannot be read.
    #[error("the CA's certificate cannot be read")]
    Certificate,
    /// The key is not the certificate's, or the intermediate is not the root's.
    #[error("the CA's root, intermediate and key do not belong together")]
    Mismatch,
    /// A certificate with this content is against the rules.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// Outside the life of the CA.
    #[error("outside the life of the CA's certificate")]
    Life,
    /// More than [`CRL_ENTRIES_MAX`].
    #[error("too many revoked certificates for one list")]
    CrlTooLarge,
}

/// A CA ready to sign.
pub struct Authority {
    root: Certificate,
    intermediate: Certificate,
    key: SigningKey,
    publication: Publication,
}

/// A revoked certificate of this CA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedCertificate {
    /// Its serial's octets.
    pub serial: Vec<u8>,
    /// When it was revoked.
    pub at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

impl Authority {
    /// Makes a CA: a P-384 root of 20 years and an intermediate of 10 years that may sign leaves only.
    ///
    /// # Errors
    /// [`AuthorityError::Build`] for names that no certificate may carry, [`AuthorityError::Key`].
    pub fn create(
        names: &AuthorityNames,
        key: KeyChoice,
        publication: &Publication,
        now: Timestamp,
        random: &dyn Random,
    ) -> Result<NewAuthority, AuthorityError> {
        let subject = |common_name| {
            [
                (AttributeKind::Country, names.country.as_str()),
                (AttributeKind::Organization, names.organization.as_str()),
                (AttributeKind::CommonName, common_name),
            ]
        };
        let (root_key, intermediate_key) = (SigningKey::generate(KeyChoice::P384)?, SigningKey::generate(key)?);
        let root = CaProfile {
            issuer: None,
            serial: &serial(random),
            subject: &subject(names.root.as_str()),
            spki: &root_key.spki()?,
            validity: validity(Period::of_certificate_days(now, ROOT_DAYS)),
            path_length: None,
            crl_url: None,
            ca_issuers_url: None,
        };
        let root = certificate(signed(&build::ca_tbs(&root, root_key.algorithm())?, &root_key)?)?;
        let intermediate = CaProfile {
            issuer: Some(&root),
            serial: &serial(random),
            subject: &subject(names.intermediate.as_str()),
            spki: &intermediate_key.spki()?,
            validity: validity(Period::of_certificate_days(now, INTERMEDIATE_DAYS)),
            path_length: Some(0),
            crl_url: None,
            ca_issuers_url: Some(&publication.root_url),
        };
        let intermediate = signed(&build::ca_tbs(&intermediate, root_key.algorithm())?, &root_key)?;
        Ok(NewAuthority {
            root_certificate: root.der().to_vec(),
            root_key: root_key.to_pkcs8()?,
            intermediate_certificate: intermediate,
            intermediate_key: intermediate_key.to_pkcs8()?,
        })
    }

    /// Opens a CA from what was stored; its parts must belong together.
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn open(
        root_der: &[u8],
        intermediate_der: &[u8],
        intermediate_key_pkcs8: &[u8],
        publication: Publication,
    ) -> Result<Self, AuthorityError> {
        let (root, intermediate) = (certificate(root_der.to_vec())?, certificate(intermediate_der.to_vec())?);
        let key = SigningKey::from_pkcs8(intermediate_key_pkcs8)?;
        let linked = intermediate.names_as_issuer(&root) && intermediate.verify_signed_by(&root) == Verdict::Valid;
        if !linked || key.spki()? != intermediate.spki_der() {
            return Err(AuthorityError::Mismatch);
        }
        Ok(Self { root, intermediate, key, publication })
    }

    /// The root.
    pub const fn root(&self) -> &Certificate {
        &self.root
    }

    /// The intermediate that signs.
    pub const fn intermediate(&self) -> &Certificate {
        &self.intermediate
    }

    /// The intermediate's complete CRL. `number` must be larger than any before it (RFC 5280 section 5.2.3).
    ///
    /// # Errors
    /// [`AuthorityError`].
    pub fn crl(&self, number: u64, revoked: &[RevokedCertificate], now: Timestamp) -> Result<Vec<u8>, AuthorityError> {
        if revoked.len() > CRL_ENTRIES_MAX {
            return Err(AuthorityError::CrlTooLarge);
        }
        let entries: Vec<_> = revoked
            .iter()
            .map(|entry| Revoked { serial: &entry.serial, at: entry.at.unix_seconds(), reason: entry.reason })
            .collect();
        let tbs = build::crl_tbs(
            &CrlProfile {
                issuer: &self.intermediate,
                number,
                this_update: now.unix_seconds(),
                next_update: now.plus_days(CRL_DAYS).unix_seconds(),
                revoked: &entries,
            },
            self.key.algorithm(),
        )?;
        signed(&tbs, &self.key)
    }

    /// What is to be signed for a DV certificate.
    pub(super) fn leaf_tbs(
        &self,
        serial: &[u8],
        spki: &[u8],
        names: &[DnsName],
        period: Period,
    ) -> Result<Vec<u8>, AuthorityError> {
        // A chain is good only while each part is (RFC 5280 section 6.1.3): no leaf outlives its issuer.
        if period.from.unix_seconds() < self.intermediate.not_before()
            || period.to.unix_seconds() > self.intermediate.not_after()
        {
            return Err(AuthorityError::Life);
        }
        let profile = LeafProfile {
            issuer: &self.intermediate,
            serial,
            spki,
            names,
            subject: LeafSubject::DomainValidated,
            validity: validity(period),
            crl_url: Some(&self.publication.crl_url),
            ca_issuers_url: Some(&self.publication.intermediate_url),
        };
        Ok(build::leaf_tbs(&profile, self.key.algorithm())?)
    }

    /// Signs exactly these bytes.
    pub(super) fn sign(&self, tbs: &[u8]) -> Result<Vec<u8>, AuthorityError> {
        signed(tbs, &self.key)
    }
}

/// A fresh serial: positive, and as long in DER as it is here.
pub(super) fn serial(random: &dyn Random) -> [u8; SERIAL_OCTETS] {
    let mut serial = [0; SERIAL_OCTETS];
    random.fill(&mut serial);
    serial[0] = serial[0] & 0x7f | 0x40;
    serial
}

fn signed(tbs: &[u8], key: &SigningKey) -> Result<Vec<u8>, AuthorityError> {
    Ok(build::assemble(tbs, key.algorithm(), &key.sign(tbs)?)?)
}

fn certificate(der: Vec<u8>) -> Result<Certificate, AuthorityError> {
    Certificate::from_der(der).map_err(|_| AuthorityError::Certificate)
}

const fn validity(period: Period) -> Validity {
    Validity { not_before: period.from.unix_seconds(), not_after: period.to.unix_seconds() }
}
