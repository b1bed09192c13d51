//! The RSA-2048 keys that Debian's OpenSSL 0.9.8c-1 to 0.9.8g-8 could make (CVE-2008-0166), as far as they are listed.
//!
//! Listed are the keys of all 32,768 processes on 32-bit and on 64-bit little-endian machines with a readable `~/.rnd`
//! and exponent 65537, made again by `debian.c`, which says how and against what it was checked. Not listed yet: the
//! keys made without `~/.rnd` (the same program makes them in an hour), big-endian machines, other sizes and ECDSA.
//! The public list that BR 6.1.1.3 names has those too.

/// Where in a modulus the octets are that the list is made of: below the top, whose bits primes make uneven.
const AT: std::ops::Range<usize> = 16..22;

/// The octets [`AT`] of each modulus, sorted. A sound key meets one of 65,536 with odds of 1 to 4,000 million.
static LIST: &[u8] = include_bytes!("debian-rsa-2048.bin");

/// Whether a modulus (big-endian, no leading zeros) is on the list.
pub(crate) fn made(modulus: &[u8]) -> bool {
    let (records, _) = LIST.as_chunks::<{ AT.end - AT.start }>();
    modulus.len() == 256
        && modulus.get(AT).is_some_and(|key| records.binary_search_by(|r| r.as_slice().cmp(key)).is_ok())
}
