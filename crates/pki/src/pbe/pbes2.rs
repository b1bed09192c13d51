//! PBES2 with PBKDF2 (RFC 8018 §6.2): AES-CBC, and triple DES to read only.

use std::num::NonZeroU32;

use aws_lc_rs::{
    cipher::{AES_128, AES_192, AES_256, Algorithm, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey},
    iv::FixedLength,
    pbkdf2::{self, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA384, PBKDF2_HMAC_SHA512},
};
use des::TdesEde3;
use zeroize::Zeroizing;

use super::{Seed, decrypt_aes, decrypt_old, unsupported};
use crate::{
    der::{self, Element, Writer},
    private_key::PrivateKeyError,
};

/// 1.2.840.113549.1.5.13
pub(super) const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
/// RSADSI's 1.2.840.113549.2: 7 and 9 to 11 are HMAC with SHA-1, -256, -384 and -512.
const RSADSI_DIGESTS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02];
/// NIST's 2.16.840.1.101.3.4.1: 2, 22 and 42 are AES-128, -192 and -256 in CBC.
const NIST_CIPHERS: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01];
/// 1.2.840.113549.3.7
const DES_EDE3_CBC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x07];

/// What PBES2-params say.
pub(super) fn decrypt(
    parameters: &Element<'_>,
    ciphertext: &[u8],
    passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let mut parameters = parameters.open();
    let mut kdf = parameters.expect(der::SEQUENCE, "key_derivation")?.open();
    let mut cipher = parameters.expect(der::SEQUENCE, "cipher")?.open();

    let derivation = kdf.expect(der::OID, "key_derivation")?;
    if derivation.body != PBKDF2 {
        return Err(unsupported(derivation.body));
    }
    let mut kdf = kdf.expect(der::SEQUENCE, "key_derivation")?.open();
    let salt = kdf.expect(der::OCTET_STRING, "salt")?;
    let rounds = super::rounds(&kdf.expect(der::INTEGER, "rounds")?)?.ok_or(PrivateKeyError::Rounds)?;
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
    let derived = |octets| {
        let mut key = Zeroizing::new(vec![0; octets]);
        pbkdf2::derive(digest, rounds, salt.body, passphrase, &mut key);
        key
    };
    let (algorithm, key): (&'static Algorithm, _) = match cipher.expect(der::OID, "cipher")?.body {
        [arc @ .., 2] if arc == NIST_CIPHERS => (&AES_128, derived(16)),
        [arc @ .., 22] if arc == NIST_CIPHERS => (&AES_192, derived(24)),
        [arc @ .., 42] if arc == NIST_CIPHERS => (&AES_256, derived(32)),
        DES_EDE3_CBC => {
            let iv = cipher.expect(der::OCTET_STRING, "iv")?;
            return decrypt_old::<TdesEde3>(&derived(24), iv.body, ciphertext);
        }
        other => return Err(unsupported(other)),
    };
    let iv = cipher.expect(der::OCTET_STRING, "iv")?;
    let iv = <[u8; 16]>::try_from(iv.body).or_else(|_| iv.err("iv"))?;
    decrypt_aes(algorithm, &key, iv, ciphertext)
}

/// AES-256-CBC and PBKDF2-HMAC-SHA256; the AlgorithmIdentifier and the ciphertext.
pub(super) fn encrypt(
    plain: &[u8],
    passphrase: &[u8],
    seed: &Seed,
    rounds: NonZeroU32,
) -> Result<(Vec<u8>, Vec<u8>), PrivateKeyError> {
    let mut key = Zeroizing::new([0; 32]);
    pbkdf2::derive(PBKDF2_HMAC_SHA256, rounds, &seed.salt, passphrase, key.as_mut());
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
                    w.unsigned(&rounds.get().to_be_bytes());
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
