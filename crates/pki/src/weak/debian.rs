//! The keys that Debian's OpenSSL 0.9.8c-1 to 0.9.8g-8 could make (CVE-2008-0166), as far as they are listed.
//!
//! Listed are the keys of all 32,768 processes on every kind of machine and with any state of `~/.rnd`: ECDSA on P-256
//! and P-384, and RSA-2048 with exponent 65537. `debian.c` made them again and says how and against what it was checked.
//! Other sizes are not listed; the public list that BR 6.1.1.3 names has those.

use crate::{KeyKind, keys};

/// Whether a key is listed; `key` is the content of its BIT STRING.
pub(crate) fn made(kind: KeyKind, key: &[u8]) -> bool {
    match kind {
        // Below the top, whose bits primes make uneven.
        KeyKind::Rsa { bits: 2048 } => keys::rsa_parts(key).is_ok_and(|(modulus, _)| RSA_2048.has(modulus.get(16..21))),
        // The first octets of X, which follow the one that says how the point is written.
        KeyKind::EcP256 => EC_P256.has(key.get(1..6)),
        KeyKind::EcP384 => EC_P384.has(key.get(1..6)),
        _ => false,
    }
}

static RSA_2048: List = List::new(include_bytes!("debian-rsa-2048.bin"));
static EC_P256: List = List::new(include_bytes!("debian-ec-256.bin"));
static EC_P384: List = List::new(include_bytes!("debian-ec-384.bin"));

/// Records of five octets each. A sound key meets one with odds of 1 to 3.7 million, and a new key is easily made; a
/// sixth octet would cost nearly a megabyte.
struct List {
    /// Where in `rests` the records begin that have this first octet, little-endian.
    rows: &'static [[u8; 4]; 1 << 8],
    /// For the first two octets: how far behind that, little-endian.
    places: &'static [[u8; 2]; 1 << 16],
    /// The other octets of each record.
    rests: &'static [[u8; 3]],
}

impl List {
    #[expect(clippy::panic, reason = "the build stops at a list that was cut short")]
    const fn new(packed: &'static [u8]) -> Self {
        const CUT: &str = "cut short";
        let Some((rows, packed)) = packed.split_first_chunk::<{ 4 << 8 }>() else { panic!("{}", CUT) };
        let Some((places, packed)) = packed.split_first_chunk::<{ 2 << 16 }>() else { panic!("{}", CUT) };
        let (Some(rows), Some(places)) = (rows.as_chunks().0.as_array(), places.as_chunks().0.as_array()) else {
            panic!("{}", CUT)
        };
        let (rests, []) = packed.as_chunks() else { panic!("{}", CUT) };
        Self { rows, places, rests }
    }

    fn has(&self, record: Option<&[u8]>) -> bool {
        let Some([first, second, rest @ ..]) = record else { return false };
        let bucket = usize::from(u16::from_be_bytes([*first, *second]));
        let end = self.begin(bucket + 1).unwrap_or(self.rests.len());
        let bucket = self.begin(bucket).and_then(|begin| self.rests.get(begin..end));
        bucket.is_some_and(|listed| listed.iter().any(|listed| listed == rest))
    }

    fn begin(&self, bucket: usize) -> Option<usize> {
        let row = u32::from_le_bytes(*self.rows.get(bucket >> 8)?);
        let place = u16::from_le_bytes(*self.places.get(bucket)?);
        usize::try_from(row).ok()?.checked_add(usize::from(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Process 100 of every kind of machine and with every state of `~/.rnd`, as the public collections have it (but for
    /// RSA of big-endian machines without a readable `~/.rnd`, which only `debian.c` tells). Keys one off are not.
    #[test]
    fn published_keys() {
        let octets = |hex: u64| <[u8; 5]>::try_from(&hex.to_be_bytes()[3..]).unwrap();
        for (name, list, listed) in [
            ("RSA, le32", &RSA_2048, [0xef_136a_5730, 0x37_84b1_70ad, 0xb5_1271_dc13]),
            ("RSA, le64", &RSA_2048, [0x44_103a_20b6, 0x78_eaf9_4f59, 0x97_2840_ac43]),
            ("RSA, be32", &RSA_2048, [0x95_6844_ff74, 0xff_dcaa_010f, 0x2a_4983_be2d]),
            ("P-256, le32", &EC_P256, [0xd9_6413_1b1e, 0x43_55f0_0e50, 0x2c_a1f2_d586]),
            ("P-256, le64", &EC_P256, [0x52_24c6_d546, 0x64_3fda_ad3c, 0x49_0fed_3250]),
            ("P-256, be32", &EC_P256, [0x21_e278_c4a5, 0x98_924a_cc4d, 0xca_c01f_dac5]),
            ("P-384, le32", &EC_P384, [0x69_e89b_7527, 0xbb_3d9a_a7bb, 0x04_6c89_e071]),
            ("P-384, le64", &EC_P384, [0x97_469e_6bab, 0xb8_6b22_2c38, 0xe4_aa4e_e6f3]),
            ("P-384, be32", &EC_P384, [0x53_4585_c26b, 0x69_7521_452c, 0xe5_25f6_c7af]),
        ] {
            for key in listed {
                assert!(list.has(Some(&octets(key))), "{name} {key:x}");
                assert!(!list.has(Some(&octets(key ^ 1))), "{name}, one off {key:x}");
            }
        }
    }
}
