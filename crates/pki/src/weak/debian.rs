//! The RSA-2048 keys that Debian's OpenSSL 0.9.8c-1 to 0.9.8g-8 could make (CVE-2008-0166).

/// Where in a modulus the octets are that the list is made of: below the top, whose bits primes make uneven.
const AT: std::ops::Range<usize> = 16..22;

/// The octets [`AT`] of each modulus, sorted. A sound key meets one of 200,000 with odds of 1 to 1,400 million.
static LIST: &[u8] = include_bytes!("debian-rsa-2048.bin");

/// Whether a modulus (big-endian, no leading zeros) is on the list.
pub(crate) fn made(modulus: &[u8]) -> bool {
    let (records, _) = LIST.as_chunks::<{ AT.end - AT.start }>();
    modulus.len() == 256
        && modulus.get(AT).is_some_and(|key| records.binary_search_by(|r| r.as_slice().cmp(key)).is_ok())
}
