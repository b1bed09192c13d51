//! Writing a ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2, RFC 6101 section 5.6.1.2).

use crate::evidence::Version;

/// Says "this is a fallback" (RFC 7507).
pub(crate) const FALLBACK_SCSV: u16 = 0x5600;

/// Says "secure renegotiation" where there are no extensions (RFC 5746 section 3.3).
const RENEGOTIATION_SCSV: u16 = 0x00ff;

/// A hello that ends in this range of lengths made some load balancers hang; it is padded beyond (RFC 7685 section 4).
const PADDED: std::ops::Range<usize> = 256..512;

/// Every signature scheme that a certificate may need, strong ones first (RFC 8446 section 4.2.3, RFC 5246 section
/// 7.4.1.4.1): the scan must not fail for the certificate's sake.
const SIGNATURE_SCHEMES: &[u16] = &[
    0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601,
    0x0402, 0x0303, 0x0301, 0x0203, 0x0201, 0x0202,
];

/// Whether TLS compression is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    /// DEFLATE (RFC 3749).
    Offer,
    /// None.
    Never,
}

/// What a hello offers.
#[derive(Clone, Debug)]
pub(crate) struct Hello<'a> {
    /// The newest version offered; in TLS 1.3 the only one.
    pub(crate) version: Version,
    /// Suites in the client's order.
    pub(crate) suites: &'a [u16],
    /// Groups in the client's order.
    pub(crate) groups: &'a [u16],
    /// The host for SNI.
    pub(crate) sni: Option<&'a str>,
    /// Compression.
    pub(crate) compression: Compression,
    /// The client's random number. Nothing is kept secret with it: the handshake never ends.
    pub(crate) random: [u8; 32],
}

impl Hello<'_> {
    /// The record with the hello.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut body = code(self.version.min(Version::Tls12)).to_be_bytes().to_vec();
        body.extend(self.random);
        // A session id makes a TLS 1.3 hello look like resumption to boxes in between (RFC 8446 appendix D.4).
        vector8(&mut body, if self.version == Version::Tls13 { &self.random } else { &[] });
        let scsv = (self.version == Version::Ssl3).then_some(RENEGOTIATION_SCSV);
        vector16(&mut body, &numbers(self.suites.iter().copied().chain(scsv)));
        vector8(&mut body, if self.compression == Compression::Offer { &[1, 0] } else { &[0] });
        if self.version > Version::Ssl3 {
            let mut extensions = self.extensions();
            // Handshake header, the length of the extensions, and the padding's own header.
            let length = 4 + body.len() + 2 + extensions.len();
            if PADDED.contains(&length) {
                extension(&mut extensions, 21, &vec![0; PADDED.end.saturating_sub(length + 4)]);
            }
            vector16(&mut body, &extensions);
        }
        let mut message = vec![1];
        message.extend(length(body.len()).iter().skip(1));
        message.extend(body);
        // The record's version is what old servers expect (RFC 8446 section 5.1).
        let mut record = vec![22];
        record.extend(code(self.version.min(Version::Tls10)).to_be_bytes());
        vector16(&mut record, &message);
        record
    }

    fn extensions(&self) -> Vec<u8> {
        let mut all = Vec::new();
        if let Some(host) = self.sni {
            let mut name = vec![0];
            vector16(&mut name, host.as_bytes());
            extension(&mut all, 0, &vectored(&name));
        }
        if !self.groups.is_empty() {
            extension(&mut all, 10, &vectored(&numbers(self.groups.iter().copied())));
        }
        if self.version >= Version::Tls12 {
            extension(&mut all, 13, &vectored(&numbers(SIGNATURE_SCHEMES.iter().copied())));
        }
        if self.version == Version::Tls13 {
            extension(&mut all, 43, &[2, 3, 4]);
            // No key share at all: the server must name the group that it wants.
            extension(&mut all, 51, &[0, 0]);
        } else {
            extension(&mut all, 11, &[1, 0]);
            extension(&mut all, 0xff01, &[0]);
            for empty in [18, 23, 35] {
                extension(&mut all, empty, &[]);
            }
            extension(&mut all, 15, &[1]);
        }
        all
    }
}

/// A version on the wire.
pub(super) const fn code(version: Version) -> u16 {
    match version {
        Version::Ssl3 => 0x0300,
        Version::Tls10 => 0x0301,
        Version::Tls11 => 0x0302,
        Version::Tls12 => 0x0303,
        Version::Tls13 => 0x0304,
    }
}

fn extension(to: &mut Vec<u8>, kind: u16, body: &[u8]) {
    to.extend(kind.to_be_bytes());
    vector16(to, body);
}

fn numbers(all: impl Iterator<Item = u16>) -> Vec<u8> {
    all.flat_map(u16::to_be_bytes).collect()
}

fn vectored(body: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    vector16(&mut all, body);
    all
}

fn vector8(to: &mut Vec<u8>, body: &[u8]) {
    to.extend(length(body.len()).iter().skip(3));
    to.extend(body);
}

fn vector16(to: &mut Vec<u8>, body: &[u8]) {
    to.extend(length(body.len()).iter().skip(2));
    to.extend(body);
}

/// Nothing in a hello comes near the largest length: names have 253 octets, suites are under 128.
fn length(octets: usize) -> [u8; 4] {
    u32::try_from(octets).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello<'a>(version: Version, suites: &'a [u16], sni: Option<&'a str>) -> Vec<u8> {
        Hello { version, suites, groups: &[29, 23], sni, compression: Compression::Offer, random: [7; 32] }.to_bytes()
    }

    #[test]
    fn ssl3_has_no_extensions() {
        let mut wanted = vec![22, 3, 0, 0, 48, 1, 0, 0, 44, 3, 0];
        wanted.extend([7; 32]);
        wanted.extend([0, 0, 4, 0, 5, 0, 0xff, 2, 1, 0]);
        assert_eq!(hello(Version::Ssl3, &[5], Some("a.example")), wanted);
    }

    #[test]
    fn lengths_fit_and_awkward_ones_are_padded() {
        for version in Version::ALL {
            for count in 1..128_u16 {
                let suites: Vec<u16> = (0..count).collect();
                let bytes = hello(version, &suites, Some("a.example"));
                let length = |at: usize| usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1]);
                assert_eq!(length(3), bytes.len() - 5, "{version} {count}");
                assert_eq!(length(7), bytes.len() - 9, "{version} {count}");
                assert!(version == Version::Ssl3 || !PADDED.contains(&(bytes.len() - 5)), "{version} {count}");
            }
        }
    }
}
