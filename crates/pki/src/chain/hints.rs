//! What a certificate's extensions say about where it comes from.

use crate::{
    Certificate,
    der::{self, DerError, Element, Reader},
};

/// 1.3.6.1.5.5.7.1.1 and its method caIssuers, 1.3.6.1.5.5.7.48.2 (RFC 5280 §4.2.2.1).
const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];
const CA_ISSUERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];

/// 1.3.6.1.4.1.11129.2.4.2 (RFC 6962 §3.3).
const SCT_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];

/// Where the issuer's certificate can be had, as the certificate says: its first caIssuers URL.
pub(super) fn ca_issuers_url(certificate: &Certificate) -> Option<&str> {
    let mut list = extension(certificate, AUTHORITY_INFO_ACCESS)?.open().expect(der::SEQUENCE, "access").ok()?.open();
    while let Ok(description) = list.expect(der::SEQUENCE, "access") {
        let mut parts = description.open();
        let (method, location) = (parts.expect(der::OID, "access").ok()?, parts.any("access").ok()?);
        if method.body == CA_ISSUERS && location.tag == der::context(6) {
            let url = std::str::from_utf8(location.body).ok()?;
            return url.bytes().all(|octet| octet.is_ascii_graphic()).then_some(url);
        }
    }
    None
}

/// When it was issued, in seconds since 1970: its earliest SCT, as Chrome judges it, or else notBefore.
pub(super) fn issued_at(certificate: &Certificate) -> i64 {
    earliest_sct(certificate).unwrap_or_else(|| certificate.not_before())
}

fn earliest_sct(certificate: &Certificate) -> Option<i64> {
    let list = extension(certificate, SCT_LIST)?.open().expect(der::OCTET_STRING, "scts").ok()?;
    let mut rest = sized(list.body)?.0;
    let mut earliest = None;
    while let Some((sct, next)) = sized(rest) {
        rest = next;
        // Version, the log's id, then milliseconds since 1970.
        let millis = sct.get(33..41).and_then(|octets| octets.try_into().ok()).map(u64::from_be_bytes)?;
        let seconds = i64::try_from(millis / 1000).ok()?;
        earliest = Some(earliest.map_or(seconds, |before: i64| before.min(seconds)));
    }
    earliest
}

/// What two octets of length stand in front of, and what follows.
fn sized(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// The OCTET STRING of one extension. The certificate was read before, so that the walk is bounded by what it found.
fn extension<'a>(certificate: &'a Certificate, wanted: &[u8]) -> Option<Element<'a>> {
    let find = || -> Result<Option<Element<'a>>, DerError> {
        let outer = Reader::new(certificate.der()).expect(der::SEQUENCE, "certificate")?;
        let mut fields = outer.open().expect(der::SEQUENCE, "tbs_certificate")?.open();
        let tagged = loop {
            let field = fields.any("extensions")?;
            if field.tag == der::context_constructed(3) {
                break field;
            }
        };
        let mut list = tagged.open().expect(der::SEQUENCE, "extensions")?.open();
        while !list.is_empty() {
            let mut parts = list.expect(der::SEQUENCE, "extension")?.open();
            let oid = parts.expect(der::OID, "extension")?;
            parts.optional(der::BOOLEAN, "extension")?;
            if oid.body == wanted {
                return parts.expect(der::OCTET_STRING, "extension").map(Some);
            }
        }
        Ok(None)
    };
    find().ok().flatten()
}
