//! PKCS#7 as a bag of certificates: degenerate SignedData (RFC 2315 §9.1), as CAs and Windows hand out chains (`.p7b`).
//! What may be signed with it, and CRLs, are passed over.

use crate::{
    cert::{CHAIN_CERTIFICATES_MAX, CHAIN_OCTETS_MAX, Certificate},
    der::{self, DerError, Reader},
};

/// 1.2.840.113549.1.7.2
pub(crate) const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// The certificates in DER of a ContentInfo with SignedData, in the order in which they stand there, which says nothing:
/// DER sorts a SET OF by its octets.
///
/// # Errors
/// [`DerError`] with the offset in `input`; also for more than [`CHAIN_CERTIFICATES_MAX`] certificates or
/// [`CHAIN_OCTETS_MAX`] octets.
pub fn certificates(input: &[u8]) -> Result<Vec<Certificate>, DerError> {
    if input.len() > CHAIN_OCTETS_MAX {
        return Err(DerError { what: "too_large", at: 0 });
    }
    let mut outer = Reader::new(input);
    let mut info = outer.expect(der::SEQUENCE, "pkcs7")?.open();
    outer.finish("trailing_octets")?;
    let kind = info.expect(der::OID, "pkcs7")?;
    if kind.body != SIGNED_DATA {
        return kind.err("pkcs7_not_signed_data");
    }
    let tagged = info.expect(der::context_constructed(0), "pkcs7")?;
    let mut data = tagged.open().expect(der::SEQUENCE, "pkcs7")?.open();
    data.expect(der::INTEGER, "version")?;
    data.expect(der::SET, "digest_algorithms")?;
    data.expect(der::SEQUENCE, "content")?;
    let Some(set) = data.optional(der::context_constructed(0), "certificates")? else { return Ok(Vec::new()) };
    let mut members = set.open();
    let mut found = Vec::new();
    while !members.is_empty() {
        let member = members.any("certificates")?;
        // PKCS#6 and attribute certificates have tags of their own and serve no TLS.
        if member.tag != der::SEQUENCE {
            continue;
        }
        if found.len() == CHAIN_CERTIFICATES_MAX {
            return member.err("certificates_too_many");
        }
        let read = Certificate::from_der(member.full().to_vec());
        found.push(read.map_err(|error| DerError { at: error.at + member.whole.start, ..error })?);
    }
    Ok(found)
}
