//! Is a certificate revoked? What its CRL (RFC 5280 section 5) or an OCSP response (RFC 6960) says about it.
//!
//! Reading judges nothing but the signature: whether an answer is too old is for whoever knows the time.

mod crl;
mod ocsp;

pub(crate) use self::crl::is_crl;
pub use self::{
    crl::read_crl,
    ocsp::{OcspError, ocsp_request, read_ocsp},
};
use crate::{
    Certificate,
    der::{self, DerError, Element, Reader},
    keys::{Verdict, read_signature_algorithm, verify_signature},
};

/// URLs kept of one kind. Certificates carry one or two.
const URLS_MAX: usize = 4;

const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];
const OCSP: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01];
const CA_ISSUERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];
const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 0x1f];

/// What an authority says about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertStatus {
    /// Not revoked.
    Good,
    /// Revoked.
    Revoked {
        /// When, seconds since 1970-01-01 UTC.
        at: i64,
        /// The reason code (RFC 5280 section 5.3.1), if one is given.
        reason: Option<u8>,
    },
    /// The authority does not know it, or the answer is about others.
    Unknown,
}

/// An answer that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusAnswer {
    /// What it says.
    pub status: CertStatus,
    /// From when it counts, seconds since 1970-01-01 UTC.
    pub this_update: Option<i64>,
    /// When a newer one is due.
    pub next_update: Option<i64>,
    /// Whether the signature is the issuer's, or that of one to whom the issuer has delegated it. Without the issuer's
    /// certificate nothing can be told.
    pub signed: Verdict,
}

/// Where a certificate says that more is to be found; `http` URLs only, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// OCSP responders.
    pub ocsp: Vec<String>,
    /// The issuer's certificate.
    pub issuers: Vec<String>,
    /// CRLs.
    pub crls: Vec<String>,
}

/// Reads the places out of a certificate; what cannot be read is left out.
pub fn sources(certificate: &Certificate) -> Sources {
    let mut found = Sources::default();
    // What is malformed ends the reading; what was read before it stands.
    let _ = read_sources(certificate, &mut found);
    for list in [&mut found.ocsp, &mut found.issuers, &mut found.crls] {
        list.truncate(URLS_MAX);
    }
    found
}

fn read_sources(certificate: &Certificate, found: &mut Sources) -> Result<(), DerError> {
    if let Some(value) = extension(certificate.der(), AUTHORITY_INFO_ACCESS)? {
        let mut list = value.open().expect(der::SEQUENCE, "authority_info_access")?.open();
        while !list.is_empty() {
            let mut access = list.expect(der::SEQUENCE, "access_description")?.open();
            let method = access.expect(der::OID, "access_method")?.body;
            let location = access.any("access_location")?;
            let to = match method {
                OCSP => &mut found.ocsp,
                CA_ISSUERS => &mut found.issuers,
                _ => continue,
            };
            to.extend(http_url(&location));
        }
    }
    if let Some(value) = extension(certificate.der(), CRL_DISTRIBUTION_POINTS)? {
        let mut list = value.open().expect(der::SEQUENCE, "crl_distribution_points")?.open();
        while !list.is_empty() {
            let mut point = list.expect(der::SEQUENCE, "distribution_point")?.open();
            let Some(name) = point.optional(der::context_constructed(0), "distribution_point_name")? else { continue };
            let Some(full) = name.open().optional(der::context_constructed(0), "full_name")? else { continue };
            let mut names = full.open();
            while !names.is_empty() {
                found.crls.extend(http_url(&names.any("general_name")?));
            }
        }
    }
    Ok(())
}

/// A `uniformResourceIdentifier` (RFC 5280 section 4.2.1.6) of http: the others lead into directories.
fn http_url(name: &Element<'_>) -> Option<String> {
    let text = std::str::from_utf8(name.body).ok().filter(|_| name.tag == der::context(6))?;
    text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://")).then(|| text.to_owned())
}

/// The value of a certificate's extension.
fn extension<'a>(certificate: &'a [u8], oid: &[u8]) -> Result<Option<Element<'a>>, DerError> {
    let outer = Reader::new(certificate).expect(der::SEQUENCE, "certificate")?;
    let mut fields = outer.open().expect(der::SEQUENCE, "tbs_certificate")?.open();
    while !fields.is_empty() {
        let field = fields.any("tbs_certificate")?;
        if field.tag == der::context_constructed(3) {
            return find_extension(&field.open().expect(der::SEQUENCE, "extensions")?, oid);
        }
    }
    Ok(None)
}

/// The value of one of these extensions.
fn find_extension<'a>(extensions: &Element<'a>, oid: &[u8]) -> Result<Option<Element<'a>>, DerError> {
    let mut list = extensions.open();
    while !list.is_empty() {
        let mut parts = list.expect(der::SEQUENCE, "extension")?.open();
        let found = parts.expect(der::OID, "extension")?;
        parts.optional(der::BOOLEAN, "extension")?;
        if found.body == oid {
            return parts.expect(der::OCTET_STRING, "extension").map(Some);
        }
    }
    Ok(None)
}

/// A signature by the key of a certificate over an element.
fn signed_by(
    signer: &Certificate,
    algorithm: &Element<'_>,
    message: &Element<'_>,
    signature: &[u8],
) -> Result<Verdict, DerError> {
    Ok(verify_signature(signer.spki_der(), read_signature_algorithm(algorithm)?, message.full(), signature))
}

/// A BIT STRING's octets.
fn bits<'a>(element: &Element<'a>) -> Result<&'a [u8], DerError> {
    match element.body {
        [0, rest @ ..] => Ok(rest),
        _ => element.err("bit_string"),
    }
}

/// An INTEGER's octets as [`Certificate::serial`] gives them.
fn serial<'a>(element: &Element<'a>) -> &'a [u8] {
    match element.body {
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    }
}
