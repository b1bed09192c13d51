//! OCSP requests and responses (RFC 6960, in the lightweight profile of RFC 5019).

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};

use super::{CertStatus, StatusAnswer, bits, extension, serial, signed_by};
use crate::{
    Certificate,
    der::{self, DerError, Element, Reader, Writer},
    keys::{self, Verdict},
};

/// Single responses read. One is asked for; responders may add a few.
const RESPONSES_MAX: usize = 16;

/// Certificates read of a response. A delegated responder sends its own.
const CERTIFICATES_MAX: usize = 4;

const SHA1_OID: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
const SHA256_OID: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const BASIC_RESPONSE: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
const OCSP_SIGNING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x09];

/// Why a response says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OcspError {
    /// It cannot be read.
    Unreadable(DerError),
    /// The responder refuses: `malformed_request`, `internal_error`, `try_later`, `sig_required` or `unauthorized`
    /// (RFC 6960 section 4.2.1), or `other`.
    Refused(&'static str),
}

impl From<DerError> for OcspError {
    fn from(error: DerError) -> Self {
        Self::Unreadable(error)
    }
}

/// A request about one certificate, DER. SHA-1 here names the issuer and protects nothing; every responder knows it
/// (RFC 5019 section 2.1.1).
///
/// # Errors
/// [`DerError`] if the issuer's key cannot be found in its certificate.
pub fn ocsp_request(of: &Certificate, issuer: &Certificate) -> Result<Vec<u8>, DerError> {
    let key_hash = hash(&SHA1_FOR_LEGACY_USE_ONLY, key_bits(issuer)?);
    let name_hash = hash(&SHA1_FOR_LEGACY_USE_ONLY, of.issuer_der());
    Ok(Writer::element(der::SEQUENCE, |request| {
        request.sequence(|tbs| {
            tbs.sequence(|list| {
                list.sequence(|one| {
                    one.sequence(|id| {
                        id.sequence(|algorithm| {
                            algorithm.oid(SHA1_OID);
                            algorithm.primitive(der::NULL, &[]);
                        });
                        id.primitive(der::OCTET_STRING, &name_hash);
                        id.primitive(der::OCTET_STRING, &key_hash);
                        id.unsigned(of.serial());
                    });
                });
            });
        });
    }))
}

/// What a response says about a certificate.
///
/// # Errors
/// [`OcspError`].
pub fn read_ocsp(der: &[u8], of: &Certificate, issuer: Option<&Certificate>) -> Result<StatusAnswer, OcspError> {
    let mut outer = Reader::new(der);
    let mut response = outer.expect(der::SEQUENCE, "ocsp_response")?.open();
    outer.finish("trailing_octets")?;
    match response.expect(der::ENUMERATED, "response_status")?.small_integer()? {
        0 => {}
        1 => return Err(OcspError::Refused("malformed_request")),
        2 => return Err(OcspError::Refused("internal_error")),
        3 => return Err(OcspError::Refused("try_later")),
        5 => return Err(OcspError::Refused("sig_required")),
        6 => return Err(OcspError::Refused("unauthorized")),
        _ => return Err(OcspError::Refused("other")),
    }
    let bytes = response.expect(der::context_constructed(0), "response_bytes")?;
    let mut bytes = bytes.open().expect(der::SEQUENCE, "response_bytes")?.open();
    let kind = bytes.expect(der::OID, "response_type")?;
    if kind.body != BASIC_RESPONSE {
        kind.err("response_type")?;
    }
    let basic = bytes.expect(der::OCTET_STRING, "response")?;
    let mut basic = basic.open().expect(der::SEQUENCE, "basic_response")?.open();
    let data = basic.expect(der::SEQUENCE, "response_data")?;
    let algorithm = basic.expect(der::SEQUENCE, "signature_algorithm")?;
    let signature = basic.expect(der::BIT_STRING, "signature")?;
    let certificates = basic.optional(der::context_constructed(0), "certs")?;
    let mut answer = find(&data, of, issuer)?;
    if let Some(issuer) = issuer {
        let signature = bits(&signature)?;
        answer.signed = signed_by(issuer, &algorithm, &data, signature)?;
        for delegate in delegates(certificates.as_ref(), issuer)? {
            if answer.signed != Verdict::Valid {
                answer.signed = signed_by(&delegate, &algorithm, &data, signature)?;
            }
        }
    }
    Ok(answer)
}

fn find(data: &Element<'_>, of: &Certificate, issuer: Option<&Certificate>) -> Result<StatusAnswer, DerError> {
    let mut fields = data.open();
    fields.optional(der::context_constructed(0), "version")?;
    fields.any("responder_id")?;
    fields.expect(der::GENERALIZED_TIME, "produced_at")?;
    let mut list = fields.expect(der::SEQUENCE, "responses")?.open();
    for _ in 0..RESPONSES_MAX {
        if list.is_empty() {
            break;
        }
        let mut single = list.expect(der::SEQUENCE, "single_response")?.open();
        let id = single.expect(der::SEQUENCE, "cert_id")?;
        let status = single.any("cert_status")?;
        let this_update = single.expect(der::GENERALIZED_TIME, "this_update")?.time()?;
        let next = single.optional(der::context_constructed(0), "next_update")?;
        let next_update = next.map(|tagged| tagged.open().any("next_update")?.time()).transpose()?;
        if is_about(&id, of, issuer)? {
            let (this_update, signed) = (Some(this_update), Verdict::Unsupported);
            return Ok(StatusAnswer { status: read_status(&status)?, this_update, next_update, signed });
        }
    }
    let signed = Verdict::Unsupported;
    Ok(StatusAnswer { status: CertStatus::Unknown, this_update: None, next_update: None, signed })
}

fn is_about(id: &Element<'_>, of: &Certificate, issuer: Option<&Certificate>) -> Result<bool, DerError> {
    let mut parts = id.open();
    let algorithm = parts.expect(der::SEQUENCE, "hash_algorithm")?.open().expect(der::OID, "hash_algorithm")?;
    let name_hash = parts.expect(der::OCTET_STRING, "issuer_name_hash")?.body;
    let key_hash = parts.expect(der::OCTET_STRING, "issuer_key_hash")?.body;
    let number = parts.expect(der::INTEGER, "serial_number")?;
    let algorithm: &'static Algorithm = match algorithm.body {
        SHA1_OID => &SHA1_FOR_LEGACY_USE_ONLY,
        SHA256_OID => &SHA256,
        _ => return Ok(false),
    };
    let same_key = match issuer {
        Some(issuer) => hash(algorithm, key_bits(issuer)?) == key_hash,
        None => true,
    };
    Ok(same_key && serial(&number) == of.serial() && hash(algorithm, of.issuer_der()) == name_hash)
}

fn read_status(status: &Element<'_>) -> Result<CertStatus, DerError> {
    if status.tag == der::context(0) {
        Ok(CertStatus::Good)
    } else if status.tag == der::context_constructed(1) {
        let mut parts = status.open();
        let at = parts.expect(der::GENERALIZED_TIME, "revocation_time")?.time()?;
        let reason = parts.optional(der::context_constructed(0), "revocation_reason")?;
        let reason = reason.map(|tagged| tagged.open().expect(der::ENUMERATED, "revocation_reason")?.small_integer());
        Ok(CertStatus::Revoked { at, reason: reason.transpose()? })
    } else {
        Ok(CertStatus::Unknown)
    }
}

/// The certificates in a response whose holders may answer for the issuer: signed by it, for this purpose (RFC 6960
/// section 4.2.2.2).
fn delegates(certificates: Option<&Element<'_>>, issuer: &Certificate) -> Result<Vec<Certificate>, DerError> {
    let Some(tagged) = certificates else { return Ok(Vec::new()) };
    let mut list = tagged.open().expect(der::SEQUENCE, "certs")?.open();
    let mut found = Vec::new();
    for _ in 0..CERTIFICATES_MAX {
        if list.is_empty() {
            break;
        }
        let Ok(certificate) = Certificate::from_der(list.expect(der::SEQUENCE, "certs")?.full().to_vec()) else {
            continue;
        };
        if may_answer(&certificate)? && certificate.verify_signed_by(issuer) == Verdict::Valid {
            found.push(certificate);
        }
    }
    Ok(found)
}

fn may_answer(certificate: &Certificate) -> Result<bool, DerError> {
    let Some(value) = extension(certificate.der(), EXTENDED_KEY_USAGE)? else { return Ok(false) };
    let mut purposes = value.open().expect(der::SEQUENCE, "extended_key_usage")?.open();
    while !purposes.is_empty() {
        if purposes.expect(der::OID, "extended_key_usage")?.body == OCSP_SIGNING {
            return Ok(true);
        }
    }
    Ok(false)
}

fn hash(algorithm: &'static Algorithm, octets: &[u8]) -> Vec<u8> {
    digest(algorithm, octets).as_ref().to_vec()
}

/// The content of the key's BIT STRING, which is what OCSP hashes.
fn key_bits(certificate: &Certificate) -> Result<&[u8], DerError> {
    let spki = certificate.spki_der();
    let key = keys::read_spki(&mut Reader::new(spki))?;
    Ok(spki.get(key.bits).unwrap_or_default())
}
