//! The keys that Debian's OpenSSL 0.9.8c-1 to 0.9.8g-8 could make (CVE-2008-0166), as far as they are listed.
//!
//! Listed are the keys of all 32,768 processes on 32-bit and on 64-bit little-endian machines: ECDSA on P-256 and P-384
//! with any state of `~/.rnd`, and RSA-2048 with exponent 65537 where `~/.rnd` was readable and, on 64-bit machines,
//! where there was none. `debian.c` made them again and says how and against what it was checked. Not listed: big-endian
//! machines, other sizes, and RSA-2048 with other states of `~/.rnd`. The public list that BR 6.1.1.3 names has those.

use crate::{KeyKind, keys};

/// Whether a key is listed; `key` is the content of its BIT STRING.
pub(crate) fn made(kind: KeyKind, key: &[u8]) -> bool {
    let (lists, record) = match kind {
        // Below the top, whose bits primes make uneven.
        KeyKind::Rsa { bits: 2048 } => {
            (&RSA_2048[..], keys::rsa_parts(key).ok().and_then(|(modulus, _)| modulus.get(16..21)))
        }
        // The first octets of X, which follow the one that says how the point is written.
        KeyKind::EcP256 => (&EC_P256[..], key.get(1..6)),
        KeyKind::EcP384 => (&EC_P384[..], key.get(1..6)),
        _ => return false,
    };
    record.is_some_and(|record| lists.iter().any(|list| list.has(record)))
}

static RSA_2048: [List; 1] = [List::new(include_bytes!("debian-rsa-2048.bin"))];
static EC_P256: [List; 2] =
    [List::new(include_bytes!("debian-ec-256-le32.bin")), List::new(include_bytes!("debian-ec-256-le64.bin"))];
static EC_P384: [List; 2] =
    [List::new(include_bytes!("debian-ec-384-le32.bin")), List::new(include_bytes!("debian-ec-384-le64.bin"))];

/// Records of five octets each. A sound key meets one of two lists with odds of 1 to 5 million, and a new key is easily
/// made; a sixth octet would cost half a megabyte.
struct List {
    /// How many records begin with which two octets.
    counts: &'static [u8; 1 << 16],
    /// The other octets of each, sorted.
    rests: &'static [[u8; 3]],
    /// How many records begin below which octet.
    below: [usize; 1 << 8],
}

impl List {
    #[expect(clippy::panic, reason = "the build stops at a list that was cut short")]
    const fn new(packed: &'static [u8]) -> Self {
        let Some((counts, rests)) = packed.split_first_chunk() else { panic!("cut short") };
        let (mut below, mut at, mut sum) = ([0; 1 << 8], 0_usize, 0);
        while at < 1 << 16 {
            if at.is_multiple_of(1 << 8) {
                below[at >> 8] = sum;
            }
            sum += counts[at] as usize;
            at += 1;
        }
        let (rests, remainder) = rests.as_chunks();
        assert!(rests.len() == sum && remainder.is_empty());
        Self { counts, rests, below }
    }

    fn has(&self, record: &[u8]) -> bool {
        let [first, second, rest @ ..] = record else { return false };
        let row = usize::from(*first) << 8;
        let counts = &self.counts[row..=row + usize::from(*second)];
        let end = self.below[usize::from(*first)] + counts.iter().map(|count| usize::from(*count)).sum::<usize>();
        let begin = end - counts.last().map_or(0, |count| usize::from(*count));
        self.rests[begin..end].iter().any(|listed| listed == rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Process 100 of every kind and state that is listed, as the public collections have it. Its key on a big-endian
    /// machine and keys one off are not.
    #[test]
    fn published_keys() {
        let octets = |hex: u64| <[u8; 5]>::try_from(&hex.to_be_bytes()[3..]).unwrap();
        for (name, list, listed, stranger) in [
            ("RSA", &RSA_2048[0], [0xef_136a_5730, 0x44_103a_20b6, 0x78_eaf9_4f59], 0x95_6844_ff74),
            ("P-256, le32", &EC_P256[0], [0xd9_6413_1b1e, 0x43_55f0_0e50, 0x2c_a1f2_d586], 0x21_e278_c4a5),
            ("P-256, le64", &EC_P256[1], [0x52_24c6_d546, 0x64_3fda_ad3c, 0x49_0fed_3250], 0x98_924a_cc4d),
            ("P-384, le32", &EC_P384[0], [0x69_e89b_7527, 0xbb_3d9a_a7bb, 0x04_6c89_e071], 0x53_4585_c26b),
            ("P-384, le64", &EC_P384[1], [0x97_469e_6bab, 0xb8_6b22_2c38, 0xe4_aa4e_e6f3], 0xe5_25f6_c7af),
        ] {
            for key in listed {
                assert!(list.has(&octets(key)), "{name} {key:x}");
                assert!(!list.has(&octets(key ^ 1)), "{name}, one off {key:x}");
            }
            assert!(!list.has(&octets(stranger)), "{name}, of a big-endian machine");
        }
    }
}
