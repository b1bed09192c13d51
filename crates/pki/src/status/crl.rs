//! Certificate revocation lists (RFC 5280 section 5).

use super::{CertStatus, StatusAnswer, bits, find_extension, serial, signed_by};
use crate::{
    Certificate,
    der::{self, DerError, Element, Reader},
    keys::Verdict,
};

const REASON_CODE: &[u8] = &[0x55, 0x1d, 0x15];

/// Whether this begins like a CRL of version 2, which no request and no certificate does: a time stands where they have
/// a key or a name.
pub(crate) fn is_crl(der: &[u8]) -> bool {
    let third = || -> Result<u8, DerError> {
        let mut fields =
            Reader::new(der).expect(der::SEQUENCE, "crl")?.open().expect(der::SEQUENCE, "tbs_cert_list")?.open();
        fields.expect(der::INTEGER, "version")?;
        fields.expect(der::SEQUENCE, "signature_algorithm")?;
        fields.expect(der::SEQUENCE, "issuer")?;
        Ok(fields.any("this_update")?.tag)
    };
    matches!(third(), Ok(der::UTC_TIME | der::GENERALIZED_TIME))
}

/// What a CRL says about a certificate. A list of another issuer than the certificate's says nothing about it.
///
/// # Errors
/// [`DerError`] says what could not be read and where.
pub fn read_crl(der: &[u8], of: &Certificate, issuer: Option<&Certificate>) -> Result<StatusAnswer, DerError> {
    let mut outer = Reader::new(der);
    let mut parts = outer.expect(der::SEQUENCE, "crl")?.open();
    outer.finish("trailing_octets")?;
    let tbs = parts.expect(der::SEQUENCE, "tbs_cert_list")?;
    let algorithm = parts.expect(der::SEQUENCE, "signature_algorithm")?;
    let signature = parts.expect(der::BIT_STRING, "signature")?;

    let mut fields = tbs.open();
    fields.optional(der::INTEGER, "version")?;
    fields.expect(der::SEQUENCE, "signature_algorithm")?;
    let named = fields.expect(der::SEQUENCE, "issuer")?;
    let this_update = fields.any("this_update")?.time()?;
    let next = match fields.optional(der::UTC_TIME, "next_update")? {
        None => fields.optional(der::GENERALIZED_TIME, "next_update")?,
        utc => utc,
    };
    let next_update = next.map(|time| time.time()).transpose()?;
    let listed = fields.optional(der::SEQUENCE, "revoked_certificates")?;
    let status = match listed {
        _ if named.full() != of.issuer_der() => CertStatus::Unknown,
        Some(list) => find(&list, of.serial())?,
        None => CertStatus::Good,
    };
    let signed = match issuer {
        Some(issuer) => signed_by(issuer, &algorithm, &tbs, bits(&signature)?)?,
        None => Verdict::Unsupported,
    };
    Ok(StatusAnswer { status, this_update: Some(this_update), next_update, signed })
}

fn find(list: &Element<'_>, wanted: &[u8]) -> Result<CertStatus, DerError> {
    let mut entries = list.open();
    while !entries.is_empty() {
        let mut parts = entries.expect(der::SEQUENCE, "revoked_certificate")?.open();
        if serial(&parts.expect(der::INTEGER, "serial_number")?) != wanted {
            continue;
        }
        let at = parts.any("revocation_date")?.time()?;
        let extensions = parts.optional(der::SEQUENCE, "crl_entry_extensions")?;
        let reason = match extensions {
            Some(extensions) => find_extension(&extensions, REASON_CODE)?,
            None => None,
        };
        let reason = reason.map(|value| value.open().expect(der::ENUMERATED, "reason_code")?.small_integer());
        return Ok(CertStatus::Revoked { at, reason: reason.transpose()? });
    }
    Ok(CertStatus::Good)
}
