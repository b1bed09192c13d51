//! Certificates, CRLs and requests as bytes to be signed. The key stays with the caller: sign what a `…_tbs` function
//! returns, then [`assemble`].
//!
//! Profiles: BR 7.1.2.1 (root), 7.1.2.6 (TLS subordinate CA), 7.1.2.7 (subscriber), 7.2 (CRL).

use std::fmt;

use aws_lc_rs::digest;

use crate::{
    AttributeKind, Certificate, DnsName, KeyKind,
    cert::{
        AUTHORITY_KEY_ID, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, KEY_USAGE, SERVER_AUTH, SUBJECT_ALT_NAME,
        SUBJECT_KEY_ID,
    },
    csr::EXTENSION_REQUEST,
    der::{self, Reader, Writer},
    keys::{self, SignatureAlgorithm},
};

const CRL_NUMBER: &[u8] = &[0x55, 0x1d, 0x14];
const REASON_CODE: &[u8] = &[0x55, 0x1d, 0x15];
const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 0x1f];
const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 0x20];
const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];
const CA_ISSUERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];

pub(crate) const ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x20, 0x00];
/// 2.23.140.1.2.1
const DOMAIN_VALIDATED: &[u8] = &[0x67, 0x81, 0x0c, 0x01, 0x02, 0x01];
/// 2.23.140.1.2.2
const ORGANIZATION_VALIDATED: &[u8] = &[0x67, 0x81, 0x0c, 0x01, 0x02, 0x02];

/// keyUsage bits, most significant first (RFC 5280 §4.2.1.3).
const DIGITAL_SIGNATURE: u8 = 0x80;
const KEY_ENCIPHERMENT: u8 = 0x20;
const KEY_CERT_SIGN: u8 = 0x04;
const CRL_SIGN: u8 = 0x02;

/// The least random octets in a serial (BR 7.1: 64 bits) and the most octets (RFC 5280 §4.1.2.2).
const SERIAL_OCTETS: std::ops::RangeInclusive<usize> = 8..=20;

/// The time span that a four-digit year can say, in seconds since 1970: 1950 to 9999.
const TIMES: std::ops::RangeInclusive<i64> = -631_152_000..=253_402_300_799;

/// Why no bytes were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// The serial has not 8 to 20 octets, or its first bit makes it negative or longer than 20 octets.
    Serial,
    /// The times are out of order or out of range.
    Validity,
    /// A certificate or request without a name.
    NoNames,
    /// A subject value is empty, or not what its field takes (country: two capitals).
    SubjectValue(AttributeKind),
    /// The public key cannot be read.
    PublicKey,
    /// A URL that is not printable ASCII starting with `http://` (BR 7.1.2.11.2).
    Url,
    /// Not an algorithm to issue with.
    Algorithm,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SubjectValue(kind) => write!(f, "subject value of {} is not allowed", kind.short()),
            other => write!(f, "certificate data not allowed: {other:?}"),
        }
    }
}

impl std::error::Error for BuildError {}

type Result<T> = std::result::Result<T, BuildError>;

/// The first and the last second, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// First second.
    pub not_before: i64,
    /// Last second.
    pub not_after: i64,
}

/// A root (no issuer) or an intermediate for TLS certificates.
#[derive(Clone, Copy, Debug)]
pub struct CaProfile<'a> {
    /// Who signs; `None` for a root that signs itself.
    pub issuer: Option<&'a Certificate>,
    /// 8 to 20 octets; the caller takes at least 64 random bits.
    pub serial: &'a [u8],
    /// The CA's name: BR 7.1.2.10.2 asks for C, O and CN.
    pub subject: &'a [(AttributeKind, &'a str)],
    /// The CA's public key.
    pub spki: &'a [u8],
    /// How long it lives.
    pub validity: Validity,
    /// How many CAs may stand below it besides leaves; 0 for an issuing CA.
    pub path_length: Option<u8>,
    /// Where the issuer's CRL is found (not for a root).
    pub crl_url: Option<&'a str>,
    /// Where the issuer's certificate is found (not for a root).
    pub ca_issuers_url: Option<&'a str>,
}

/// A server certificate.
#[derive(Clone, Copy, Debug)]
pub struct LeafProfile<'a> {
    /// Who signs.
    pub issuer: &'a Certificate,
    /// 8 to 20 octets; the caller takes at least 64 random bits.
    pub serial: &'a [u8],
    /// The subscriber's public key, from the CSR.
    pub spki: &'a [u8],
    /// The names, at least one; the order is kept.
    pub names: &'a [DnsName],
    /// What else is validated.
    pub subject: LeafSubject<'a>,
    /// How long it lives.
    pub validity: Validity,
    /// Where the issuer's CRL is found.
    pub crl_url: Option<&'a str>,
    /// Where the issuer's certificate is found.
    pub ca_issuers_url: Option<&'a str>,
}

/// The validation level and the subject that goes with it (BR 7.1.2.7.2, 7.1.2.7.4).
#[derive(Clone, Copy, Debug)]
pub enum LeafSubject<'a> {
    /// DV: an empty subject, so the SAN is critical.
    DomainValidated,
    /// OV: country, state or locality, organisation.
    OrganizationValidated {
        /// Two-letter code.
        country: &'a str,
        /// State or prefecture.
        state: Option<&'a str>,
        /// City.
        locality: Option<&'a str>,
        /// Registered name.
        organization: &'a str,
    },
}

/// A complete CRL of one CA.
#[derive(Clone, Copy, Debug)]
pub struct CrlProfile<'a> {
    /// Whose CRL it is.
    pub issuer: &'a Certificate,
    /// Larger than any before it (RFC 5280 §5.2.3).
    pub number: u64,
    /// When it is made, in seconds since 1970.
    pub this_update: i64,
    /// When the next one comes at the latest, in seconds since 1970.
    pub next_update: i64,
    /// Everything revoked and not yet expired.
    pub revoked: &'a [Revoked<'a>],
}

/// One revoked certificate.
#[derive(Clone, Copy, Debug)]
pub struct Revoked<'a> {
    /// Its serial.
    pub serial: &'a [u8],
    /// When, in seconds since 1970.
    pub at: i64,
    /// Why; `Unspecified` is not written (BR 7.2.2).
    pub reason: RevocationReason,
}

/// The reasons that a subscriber may give (BR 4.9.1.1, 7.2.2), with their RFC 5280 5.3.1 numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RevocationReason {
    /// No reason given (0; left out of the CRL).
    Unspecified,
    /// The private key is or may be in other hands (1).
    KeyCompromise,
    /// The names or organisation no longer belong together (3).
    AffiliationChanged,
    /// A newer certificate is in use (4).
    Superseded,
    /// The site is given up (5).
    CessationOfOperation,
}

impl RevocationReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
    ];

    /// RFC 5280 CRLReason.
    pub const fn code(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
        }
    }

    /// The reason with that RFC 5280 number.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A request: for tests, the sandbox and the command line.
#[derive(Clone, Copy, Debug)]
pub struct CsrProfile<'a> {
    /// The subject, usually a CN; may be empty.
    pub subject: &'a [(AttributeKind, &'a str)],
    /// The public key.
    pub spki: &'a [u8],
    /// SANs; may be empty.
    pub names: &'a [DnsName],
}

/// A CA's TBSCertificate, to be signed with `algorithm` by the issuer's key.
///
/// # Errors
/// [`BuildError`] names the first thing that no certificate may say.
pub fn ca_tbs(profile: &CaProfile<'_>, algorithm: SignatureAlgorithm) -> Result<Vec<u8>> {
    let subject = name(profile.subject)?;
    let issuer_name = profile.issuer.map_or(subject.as_slice(), Certificate::subject_der);
    let key_id = key_id(profile.spki)?;
    let urls = Urls { crl: url(profile.crl_url)?, ca_issuers: url(profile.ca_issuers_url)? };
    let head =
        Head { issuer_name, serial: profile.serial, validity: profile.validity, subject: &subject, spki: profile.spki };
    tbs(&head, algorithm, |w| {
        extension(w, BASIC_CONSTRAINTS, Critical::Yes, |w| {
            w.sequence(|w| {
                w.boolean(true);
                if let Some(length) = profile.path_length {
                    w.unsigned(&[length]);
                }
            });
        });
        extension(w, KEY_USAGE, Critical::Yes, |w| w.named_bits(KEY_CERT_SIGN | CRL_SIGN));
        subject_key_id(w, &key_id);
        let Some(issuer) = profile.issuer else { return };
        authority_key_id(w, issuer);
        server_auth_only(w);
        policy(w, ANY_POLICY);
        urls.write(w);
    })
}

/// A server certificate's TBSCertificate, to be signed with `algorithm` by the issuer's key.
///
/// # Errors
/// [`BuildError`] names the first thing that no certificate may say.
pub fn leaf_tbs(profile: &LeafProfile<'_>, algorithm: SignatureAlgorithm) -> Result<Vec<u8>> {
    if profile.names.is_empty() {
        return Err(BuildError::NoNames);
    }
    let (subject, policy_oid) = match profile.subject {
        LeafSubject::DomainValidated => (name(&[])?, DOMAIN_VALIDATED),
        LeafSubject::OrganizationValidated { country, state, locality, organization } => {
            let place = [(AttributeKind::State, state), (AttributeKind::Locality, locality)];
            let place = place.into_iter().filter_map(|(kind, value)| value.map(|v| (kind, v)));
            let mut attributes = vec![(AttributeKind::Country, country)];
            attributes.extend(place);
            if attributes.len() == 1 {
                return Err(BuildError::SubjectValue(AttributeKind::Locality));
            }
            attributes.push((AttributeKind::Organization, organization));
            (name(&attributes)?, ORGANIZATION_VALIDATED)
        }
    };
    let key_id = key_id(profile.spki)?;
    let usage = match keys::read_spki(&mut Reader::new(profile.spki)).map(|key| key.kind) {
        Ok(KeyKind::Rsa { .. }) => DIGITAL_SIGNATURE | KEY_ENCIPHERMENT,
        _ => DIGITAL_SIGNATURE,
    };
    // RFC 5280 §4.1.2.6: without a subject the SAN is the only name, and critical.
    let san = if matches!(profile.subject, LeafSubject::DomainValidated) { Critical::Yes } else { Critical::No };
    let urls = Urls { crl: url(profile.crl_url)?, ca_issuers: url(profile.ca_issuers_url)? };
    let issuer_name = profile.issuer.subject_der();
    let head =
        Head { issuer_name, serial: profile.serial, validity: profile.validity, subject: &subject, spki: profile.spki };
    tbs(&head, algorithm, |w| {
        extension(w, KEY_USAGE, Critical::Yes, |w| w.named_bits(usage));
        server_auth_only(w);
        // cA FALSE is the default and so not written (X.690 §11.5).
        extension(w, BASIC_CONSTRAINTS, Critical::Yes, |w| w.sequence(|_| {}));
        subject_key_id(w, &key_id);
        authority_key_id(w, profile.issuer);
        urls.write(w);
        extension(w, SUBJECT_ALT_NAME, san, |w| alternative_names(w, profile.names));
        policy(w, policy_oid);
    })
}

/// A CRL's TBSCertList, to be signed with `algorithm` by the issuer's key.
///
/// # Errors
/// [`BuildError`] for times out of order, a serial that none can have, or the algorithm.
pub fn crl_tbs(profile: &CrlProfile<'_>, algorithm: SignatureAlgorithm) -> Result<Vec<u8>> {
    check_algorithm(algorithm)?;
    check_validity(Validity { not_before: profile.this_update, not_after: profile.next_update })?;
    if profile.revoked.iter().any(|entry| entry.serial.is_empty() || entry.serial.len() > *SERIAL_OCTETS.end() + 1) {
        return Err(BuildError::Serial);
    }
    Ok(Writer::element(der::SEQUENCE, |w| {
        w.unsigned(&[1]);
        algorithm.write(w);
        w.raw(profile.issuer.subject_der());
        w.time(profile.this_update);
        w.time(profile.next_update);
        // RFC 5280 §5.1.2.6: an empty list is left out.
        if !profile.revoked.is_empty() {
            w.sequence(|w| profile.revoked.iter().for_each(|entry| revoked(w, entry)));
        }
        w.nest(der::context_constructed(0), |w| {
            w.sequence(|w| {
                authority_key_id(w, profile.issuer);
                extension(w, CRL_NUMBER, Critical::No, |w| w.unsigned(&profile.number.to_be_bytes()));
            });
        });
    }))
}

/// A request's CertificationRequestInfo, to be signed by the key itself.
///
/// # Errors
/// [`BuildError`] for a subject value or key that cannot be written.
pub fn csr_info(profile: &CsrProfile<'_>) -> Result<Vec<u8>> {
    let subject = name(profile.subject)?;
    keys::read_spki(&mut Reader::new(profile.spki)).map_err(|_| BuildError::PublicKey)?;
    Ok(Writer::element(der::SEQUENCE, |w| {
        w.unsigned(&[0]);
        w.raw(&subject);
        w.raw(profile.spki);
        w.nest(der::context_constructed(0), |w| {
            if profile.names.is_empty() {
                return;
            }
            w.sequence(|w| {
                w.oid(EXTENSION_REQUEST);
                w.nest(der::SET, |w| {
                    w.sequence(|w| {
                        extension(w, SUBJECT_ALT_NAME, Critical::No, |w| alternative_names(w, profile.names));
                    });
                });
            });
        });
    }))
}

/// The signed thing: certificate, CRL or request, from its bytes and their signature (ECDSA: in ASN.1 form).
///
/// # Errors
/// [`BuildError::Algorithm`] when nothing may be issued with it.
pub fn assemble(tbs: &[u8], algorithm: SignatureAlgorithm, signature: &[u8]) -> Result<Vec<u8>> {
    check_algorithm(algorithm)?;
    Ok(Writer::element(der::SEQUENCE, |w| {
        w.raw(tbs);
        algorithm.write(w);
        w.bit_string(signature);
    }))
}

/// What every TBSCertificate has in front of its extensions.
struct Head<'a> {
    issuer_name: &'a [u8],
    serial: &'a [u8],
    validity: Validity,
    subject: &'a [u8],
    spki: &'a [u8],
}

fn tbs(head: &Head<'_>, algorithm: SignatureAlgorithm, extensions: impl FnOnce(&mut Writer)) -> Result<Vec<u8>> {
    check_algorithm(algorithm)?;
    check_validity(head.validity)?;
    check_serial(head.serial)?;
    Ok(Writer::element(der::SEQUENCE, |w| {
        w.nest(der::context_constructed(0), |w| w.unsigned(&[2]));
        w.unsigned(head.serial);
        algorithm.write(w);
        w.raw(head.issuer_name);
        w.sequence(|w| {
            w.time(head.validity.not_before);
            w.time(head.validity.not_after);
        });
        w.raw(head.subject);
        w.raw(head.spki);
        w.nest(der::context_constructed(3), |w| w.sequence(extensions));
    }))
}

fn check_algorithm(algorithm: SignatureAlgorithm) -> Result<()> {
    if algorithm.is_for_issuing() { Ok(()) } else { Err(BuildError::Algorithm) }
}

fn check_validity(Validity { not_before, not_after }: Validity) -> Result<()> {
    let good = not_before <= not_after && TIMES.contains(&not_before) && TIMES.contains(&not_after);
    if good { Ok(()) } else { Err(BuildError::Validity) }
}

/// A leading bit would make the INTEGER one octet longer, or tempt a reader to call it negative; a leading zero octet
/// would shorten it.
fn check_serial(serial: &[u8]) -> Result<()> {
    let positive = serial.first().is_some_and(|first| (1..0x80).contains(first));
    if positive && SERIAL_OCTETS.contains(&serial.len()) { Ok(()) } else { Err(BuildError::Serial) }
}

/// RFC 7093 §2 method 1: the leftmost 160 bits of SHA-256 over the key's bits; SHA-1 has no place here any more.
fn key_id(spki: &[u8]) -> Result<[u8; 20]> {
    let key = keys::read_spki(&mut Reader::new(spki)).map_err(|_| BuildError::PublicKey)?;
    // What follows the key would be written as part of the certificate's fields.
    if key.whole != (0..spki.len()) {
        return Err(BuildError::PublicKey);
    }
    let hash = digest::digest(&digest::SHA256, spki.get(key.bits).unwrap_or_default());
    let mut id = [0; 20];
    id.copy_from_slice(hash.as_ref().get(..20).unwrap_or_default());
    Ok(id)
}

/// One attribute per RDN in the given order; C in PrintableString, mail in IA5String, the rest in UTF8String.
fn name(attributes: &[(AttributeKind, &str)]) -> Result<Vec<u8>> {
    for (kind, text) in attributes {
        let good = match kind {
            AttributeKind::Country => text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()),
            AttributeKind::Other => false,
            AttributeKind::EmailAddress | AttributeKind::DomainComponent => text.is_ascii() && !text.is_empty(),
            _ => !text.trim().is_empty() && !text.chars().any(char::is_control),
        };
        if !good {
            return Err(BuildError::SubjectValue(*kind));
        }
    }
    Ok(Writer::element(der::SEQUENCE, |w| {
        for (kind, text) in attributes {
            let tag = match kind {
                AttributeKind::Country => der::PRINTABLE_STRING,
                AttributeKind::EmailAddress | AttributeKind::DomainComponent => der::IA5_STRING,
                _ => der::UTF8_STRING,
            };
            w.nest(der::SET, |w| {
                w.sequence(|w| {
                    w.oid(kind.oid());
                    w.primitive(tag, text.as_bytes());
                });
            });
        }
    }))
}

/// Whether an application that does not know an extension must refuse the certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Critical {
    Yes,
    No,
}

fn extension(w: &mut Writer, oid: &[u8], critical: Critical, value: impl FnOnce(&mut Writer)) {
    w.sequence(|w| {
        w.oid(oid);
        if critical == Critical::Yes {
            w.boolean(true);
        }
        w.nest(der::OCTET_STRING, value);
    });
}

fn alternative_names(w: &mut Writer, names: &[DnsName]) {
    w.sequence(|w| names.iter().for_each(|name| w.primitive(der::context(2), name.as_str().as_bytes())));
}

fn subject_key_id(w: &mut Writer, id: &[u8]) {
    extension(w, SUBJECT_KEY_ID, Critical::No, |w| w.primitive(der::OCTET_STRING, id));
}

/// The issuer's own identifier, whatever method made it; without one the extension would say nothing.
fn authority_key_id(w: &mut Writer, issuer: &Certificate) {
    if let Some(id) = issuer.ski() {
        extension(w, AUTHORITY_KEY_ID, Critical::No, |w| w.sequence(|w| w.primitive(der::context(0), id)));
    }
}

/// serverAuth alone: Chrome takes nothing else from 2027-03-15 on.
fn server_auth_only(w: &mut Writer) {
    extension(w, EXTENDED_KEY_USAGE, Critical::No, |w| w.sequence(|w| w.oid(SERVER_AUTH)));
}

fn policy(w: &mut Writer, oid: &[u8]) {
    extension(w, CERTIFICATE_POLICIES, Critical::No, |w| w.sequence(|w| w.sequence(|w| w.oid(oid))));
}

fn revoked(w: &mut Writer, entry: &Revoked<'_>) {
    w.sequence(|w| {
        w.unsigned(entry.serial);
        w.time(entry.at);
        if entry.reason != RevocationReason::Unspecified {
            w.sequence(|w| {
                extension(w, REASON_CODE, Critical::No, |w| w.primitive(der::ENUMERATED, &[entry.reason.code()]));
            });
        }
    });
}

/// Where more is found about the issuer.
struct Urls<'a> {
    crl: Option<&'a str>,
    ca_issuers: Option<&'a str>,
}

impl Urls<'_> {
    fn write(&self, w: &mut Writer) {
        let uri = |w: &mut Writer, url: &str| w.primitive(der::context(6), url.as_bytes());
        if let Some(url) = self.ca_issuers {
            extension(w, AUTHORITY_INFO_ACCESS, Critical::No, |w| {
                w.sequence(|w| {
                    w.sequence(|w| {
                        w.oid(CA_ISSUERS);
                        uri(w, url);
                    });
                });
            });
        }
        if let Some(url) = self.crl {
            extension(w, CRL_DISTRIBUTION_POINTS, Critical::No, |w| {
                w.sequence(|w| {
                    w.sequence(|w| {
                        // distributionPoint [0] { fullName [0] { uri } }
                        w.nest(der::context_constructed(0), |w| w.nest(der::context_constructed(0), |w| uri(w, url)));
                    });
                });
            });
        }
    }
}

fn url(url: Option<&str>) -> Result<Option<&str>> {
    let good = |url: &str| url.starts_with("http://") && url.bytes().all(|b| b.is_ascii_graphic());
    if url.is_none_or(good) { Ok(url) } else { Err(BuildError::Url) }
}
