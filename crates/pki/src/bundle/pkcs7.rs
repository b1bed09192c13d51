//! Certificates in one file without any signature: PKCS#7's "degenerate" SignedData.

use crate::{
    Certificate,
    der::{self, Writer},
    pkcs7::SIGNED_DATA,
};

/// 1.2.840.113549.1.7.1
pub(crate) const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];

/// A `.p7b` in DER (RFC 2315 §9.1; RFC 5652 §5.1 with version 1): no content, no digests, no signers.
///
/// The order given is kept although a SET OF has none: programs that list the file show the leaf first.
pub fn pkcs7<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Vec<u8> {
    Writer::element(der::SEQUENCE, |info| {
        info.oid(SIGNED_DATA);
        info.nest(der::context_constructed(0), |content| {
            content.sequence(|signed| {
                signed.unsigned(&[1]);
                signed.nest(der::SET, |_| {});
                signed.sequence(|inner| inner.oid(DATA));
                signed.nest(der::context_constructed(0), |set| {
                    certificates.into_iter().for_each(|certificate| set.raw(certificate.der()));
                });
                signed.nest(der::SET, |_| {});
            });
        });
    })
}
