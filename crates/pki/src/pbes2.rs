//! Encryption under a passphrase: PBES2 with PBKDF2 and AES-CBC (RFC 8018 §6.2), as PKCS#8 and PKCS#12 carry it.

use std::num::NonZeroU32;

use aws_lc_rs::{
    cipher::{
        AES_128, AES_192, AES_256, Algorithm, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey,
        PaddedBlockEncryptingKey, UnboundCipherKey,
    },
    iv::FixedLength,
    pbkdf2::{self, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA384, PBKDF2_HMAC_SHA512},
};
use zeroize::Zeroizing;

use crate::{
    der::{self, Element, Writer},
    digest::hex,
    private_key::PrivateKeyError,
};

/// The rounds of PBKDF2 that [`encrypt`] asks for: OWASP's figure for HMAC-SHA256 (password storage, read 2026-11).
pub const ROUNDS: u32 = 600_000;

/// The most rounds that are computed for a file from outside, about a second; OWASP's largest figure is 1,400,000.
/// libFuzzer finds every number of rounds at once, and would only tell what is known: that they take long.
#[expect(unexpected_cfgs, reason = "fuzz/run.sh sets it, and cargo does not know it")]
pub const ROUNDS_MAX: u32 = if cfg!(fuzzing) { 2_000 } else { 2_000_000 };

/// What must be drawn at random for each encryption.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// Of PBKDF2.
    pub salt: [u8; 16],
    /// Of AES-CBC.
    pub iv: [u8; 16],
}

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
/// RSADSI's 1.2.840.113549.2: 7 and 9 to 11 are HMAC with SHA-1, -256, -384 and -512.
const RSADSI_DIGESTS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02];
/// NIST's 2.16.840.1.101.3.4.1: 2, 22 and 42 are AES-128, -192 and -256 in CBC.
const NIST_CIPHERS: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01];

/// What older programs encrypt with, by name, so that a finding can say what the file needs.
const OLD: [(&[u8], &str); 10] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x02], "RC2"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07], "3DES"),
    (&[0x2b, 0x0e, 0x03, 0x02, 0x07], "DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x03], "MD5-DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0a], "SHA1-DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x01], "SHA1-RC4-128"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03], "SHA1-3DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x05], "SHA1-RC2-128"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x06], "SHA1-RC2-40"),
    (&[0x2b, 0x06, 0x01, 0x04, 0x01, 0xda, 0x47, 0x04, 0x0b], "scrypt"),
];

/// Decrypts what `algorithm` (an AlgorithmIdentifier) encrypted under the passphrase.
///
/// # Errors
/// [`PrivateKeyError::Encryption`] names what is not read here, [`PrivateKeyError::Passphrase`] says that it is wrong, the
/// others that the parameters are.
pub(crate) fn decrypt(
    algorithm: &Element<'_>,
    ciphertext: &[u8],
    passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let mut parts = algorithm.open();
    let scheme = parts.expect(der::OID, "encryption")?;
    if scheme.body != PBES2 {
        return Err(unsupported(scheme.body));
    }
    let mut parameters = parts.expect(der::SEQUENCE, "encryption")?.open();
    let mut kdf = parameters.expect(der::SEQUENCE, "key_derivation")?.open();
    let mut cipher = parameters.expect(der::SEQUENCE, "cipher")?.open();

    let derivation = kdf.expect(der::OID, "key_derivation")?;
    if derivation.body != PBKDF2 {
        return Err(unsupported(derivation.body));
    }
    let mut kdf = kdf.expect(der::SEQUENCE, "key_derivation")?.open();
    let salt = kdf.expect(der::OCTET_STRING, "salt")?;
    let rounds = kdf.expect(der::INTEGER, "rounds")?.magnitude()?;
    let rounds = rounds.iter().try_fold(0_u32, |n, octet| n.checked_mul(256)?.checked_add(u32::from(*octet)));
    let rounds = rounds.and_then(NonZeroU32::new).filter(|rounds| rounds.get() <= ROUNDS_MAX);
    let rounds = rounds.ok_or(PrivateKeyError::Rounds)?;
    kdf.optional(der::INTEGER, "key_length")?;
    let digest = match kdf.optional(der::SEQUENCE, "digest")? {
        None => PBKDF2_HMAC_SHA1,
        Some(identifier) => match identifier.open().expect(der::OID, "digest")?.body {
            [arc @ .., 7] if arc == RSADSI_DIGESTS => PBKDF2_HMAC_SHA1,
            [arc @ .., 9] if arc == RSADSI_DIGESTS => PBKDF2_HMAC_SHA256,
            [arc @ .., 10] if arc == RSADSI_DIGESTS => PBKDF2_HMAC_SHA384,
            [arc @ .., 11] if arc == RSADSI_DIGESTS => PBKDF2_HMAC_SHA512,
            other => return Err(unsupported(other)),
        },
    };
    let (algorithm, key_octets): (&'static Algorithm, _) = match cipher.expect(der::OID, "cipher")?.body {
        [arc @ .., 2] if arc == NIST_CIPHERS => (&AES_128, 16),
        [arc @ .., 22] if arc == NIST_CIPHERS => (&AES_192, 24),
        [arc @ .., 42] if arc == NIST_CIPHERS => (&AES_256, 32),
        other => return Err(unsupported(other)),
    };
    let iv = cipher.expect(der::OCTET_STRING, "iv")?;
    let iv = <[u8; 16]>::try_from(iv.body).or_else(|_| iv.err("iv"))?;

    let mut key = Zeroizing::new(vec![0; key_octets]);
    pbkdf2::derive(digest, rounds, salt.body, passphrase, &mut key);
    let mut octets = Zeroizing::new(ciphertext.to_vec());
    let wrong = |_| PrivateKeyError::Passphrase;
    let key = UnboundCipherKey::new(algorithm, &key).and_then(PaddedBlockDecryptingKey::cbc_pkcs7).map_err(wrong)?;
    let length = key.decrypt(&mut octets, DecryptionContext::Iv128(FixedLength::from(iv))).map_err(wrong)?.len();
    octets.truncate(length);
    Ok(octets)
}

/// Encrypts under the passphrase with AES-256-CBC and PBKDF2-HMAC-SHA256; the AlgorithmIdentifier and the ciphertext.
///
/// # Errors
/// [`PrivateKeyError::Rounds`] when `rounds` is 0 or above [`ROUNDS_MAX`].
pub(crate) fn encrypt(
    plain: &[u8],
    passphrase: &[u8],
    seed: &Seed,
    rounds: u32,
) -> Result<(Vec<u8>, Vec<u8>), PrivateKeyError> {
    let count = NonZeroU32::new(rounds).filter(|_| rounds <= ROUNDS_MAX).ok_or(PrivateKeyError::Rounds)?;
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::derive(PBKDF2_HMAC_SHA256, count, &seed.salt, passphrase, key.as_mut());
    // Room for the padding, so that no copy of the plain octets is left behind.
    let mut octets = Vec::with_capacity(plain.len() + AES_256.block_len());
    octets.extend_from_slice(plain);
    let context = EncryptionContext::Iv128(FixedLength::from(seed.iv));
    UnboundCipherKey::new(&AES_256, key.as_ref())
        .and_then(PaddedBlockEncryptingKey::cbc_pkcs7)
        .and_then(|key| key.less_safe_encrypt(&mut octets, context))
        .map_err(|_| PrivateKeyError::Encryption("AES-256-CBC".into()))?;
    let algorithm = Writer::element(der::SEQUENCE, |w| {
        w.oid(PBES2);
        w.sequence(|w| {
            w.sequence(|w| {
                w.oid(PBKDF2);
                w.sequence(|w| {
                    w.primitive(der::OCTET_STRING, &seed.salt);
                    w.unsigned(&rounds.to_be_bytes());
                    w.sequence(|w| {
                        w.oid(&[RSADSI_DIGESTS, &[9]].concat());
                        w.primitive(der::NULL, &[]);
                    });
                });
            });
            w.sequence(|w| {
                w.oid(&[NIST_CIPHERS, &[42]].concat());
                w.primitive(der::OCTET_STRING, &seed.iv);
            });
        });
    });
    Ok((algorithm, octets))
}

fn unsupported(oid: &[u8]) -> PrivateKeyError {
    let old = OLD.iter().find(|(known, _)| *known == oid);
    PrivateKeyError::Encryption(old.map_or_else(|| dotted(oid), |(_, name)| (*name).to_owned()))
}

/// An OID as it is written; its octets in hexadecimal when a number is too large to be anyone's.
fn dotted(oid: &[u8]) -> String {
    let mut numbers: Vec<String> = Vec::new();
    let mut number = 0_u64;
    for octet in oid {
        if number >> 57 != 0 {
            return hex(oid);
        }
        number = number << 7 | u64::from(octet & 0x7f);
        if octet & 0x80 == 0 {
            if numbers.is_empty() {
                let first = (number / 40).min(2);
                numbers.push(first.to_string());
                number -= first * 40;
            }
            numbers.push(number.to_string());
            number = 0;
        }
    }
    numbers.join(".")
}
