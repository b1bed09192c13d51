//! What PKCS#12 had before PBES2 (RFC 7292 appendices B and C): its derivation, triple DES, and RC2 to read only.

use std::{iter, num::NonZeroU32};

use aws_lc_rs::digest;
use cbc::{
    Encryptor,
    cipher::{BlockModeEncrypt, KeyIvInit, block_padding::Pkcs7},
};
use des::TdesEde3;
use rc2::Rc2;
use zeroize::Zeroizing;

use super::decrypt_old;
use crate::{
    der::{self, Element, Writer},
    private_key::PrivateKeyError,
};

/// 1.2.840.113549.1.12.1.3
pub(super) const SHA1_3DES: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03];
/// 1.2.840.113549.1.12.1.5
pub(super) const SHA1_RC2_128: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x05];
/// 1.2.840.113549.1.12.1.6
pub(super) const SHA1_RC2_40: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x06];

const TRIPLE_DES_KEY: usize = 24;
/// A block of DES and of RC2.
const BLOCK: usize = 8;

type Decrypted = Result<Zeroizing<Vec<u8>>, PrivateKeyError>;

pub(super) fn decrypt_triple_des(parameters: &Element<'_>, ciphertext: &[u8], passphrase: &[u8]) -> Decrypted {
    let (key, iv) = Derivation::read(parameters, passphrase)?.key_and_iv(TRIPLE_DES_KEY);
    decrypt_old::<TdesEde3>(&key, &iv, ciphertext)
}

pub(super) fn decrypt_rc2_128(parameters: &Element<'_>, ciphertext: &[u8], passphrase: &[u8]) -> Decrypted {
    let (key, iv) = Derivation::read(parameters, passphrase)?.key_and_iv(16);
    decrypt_old::<Rc2>(&key, &iv, ciphertext)
}

pub(super) fn decrypt_rc2_40(parameters: &Element<'_>, ciphertext: &[u8], passphrase: &[u8]) -> Decrypted {
    let (key, iv) = Derivation::read(parameters, passphrase)?.key_and_iv(5);
    decrypt_old::<Rc2>(&key, &iv, ciphertext)
}

/// The AlgorithmIdentifier and the ciphertext.
pub(super) fn encrypt_triple_des(
    plain: &[u8],
    passphrase: &[u8],
    salt: &[u8],
    rounds: NonZeroU32,
) -> Result<(Vec<u8>, Vec<u8>), PrivateKeyError> {
    let (key, iv) = Derivation { secret: secret(passphrase)?, salt, rounds }.key_and_iv(TRIPLE_DES_KEY);
    let failed = || PrivateKeyError::Encryption("SHA1-3DES".to_owned());
    let cipher = Encryptor::<TdesEde3>::new_from_slices(&key, &iv).map_err(|_| failed())?;
    let mut octets = vec![0; plain.len() + BLOCK - plain.len() % BLOCK];
    cipher.encrypt_padded_b2b::<Pkcs7>(plain, &mut octets).map_err(|_| failed())?;
    let algorithm = Writer::element(der::SEQUENCE, |w| {
        w.oid(SHA1_3DES);
        w.sequence(|w| {
            w.primitive(der::OCTET_STRING, salt);
            w.unsigned(&rounds.get().to_be_bytes());
        });
    });
    Ok((algorithm, octets))
}

/// What pkcs-12PbeParams and the passphrase say.
struct Derivation<'a> {
    secret: Zeroizing<Vec<u8>>,
    salt: &'a [u8],
    rounds: NonZeroU32,
}

impl<'a> Derivation<'a> {
    fn read(parameters: &Element<'a>, passphrase: &[u8]) -> Result<Self, PrivateKeyError> {
        let mut parameters = parameters.open();
        let salt = parameters.expect(der::OCTET_STRING, "salt")?.body;
        let rounds = super::rounds(&parameters.expect(der::INTEGER, "rounds")?)?.ok_or(PrivateKeyError::Rounds)?;
        Ok(Self { secret: secret(passphrase)?, salt, rounds })
    }

    fn key_and_iv(&self, key_octets: usize) -> (Zeroizing<Vec<u8>>, Zeroizing<Vec<u8>>) {
        let of = |purpose, octets| {
            derive(&digest::SHA1_FOR_LEGACY_USE_ONLY, purpose, &self.secret, self.salt, self.rounds, octets)
        };
        (of(Purpose::Key, key_octets), of(Purpose::Iv, BLOCK))
    }
}

/// A passphrase as PKCS#12 counts it: UTF-16, big-endian, with an end.
///
/// # Errors
/// [`PrivateKeyError::Passphrase`] when it is no UTF-8, so that it cannot be the right one.
pub(crate) fn secret(passphrase: &[u8]) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let text = str::from_utf8(passphrase).map_err(|_| PrivateKeyError::Passphrase)?;
    // Room for all of it, so that no copy is left behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(2 * text.len() + 2));
    octets.extend(text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes));
    Ok(octets)
}

/// What the derived octets are for: RFC 7292 appendix B.3.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

/// RFC 7292 appendix B.2.
pub(crate) fn derive(
    hash: &'static digest::Algorithm,
    purpose: Purpose,
    secret: &[u8],
    salt: &[u8],
    rounds: NonZeroU32,
    octets: usize,
) -> Zeroizing<Vec<u8>> {
    let block = hash.block_len();
    let mut input = Zeroizing::new(vec![purpose as u8; block]);
    for part in [salt, secret] {
        let length = part.len().div_ceil(block) * block;
        input.extend(part.iter().cycle().take(length));
    }
    let mut derived = Zeroizing::new(Vec::with_capacity(octets + hash.output_len()));
    while derived.len() < octets {
        let mut value = Zeroizing::new(digest::digest(hash, &input).as_ref().to_vec());
        for _ in 1..rounds.get() {
            let next = digest::digest(hash, &value);
            value.copy_from_slice(next.as_ref());
        }
        derived.extend_from_slice(&value);
        // Salt and secret go on, each block of them plus what came out plus one.
        let stretched = Zeroizing::new(value.iter().copied().cycle().take(block).collect::<Vec<u8>>());
        for part in input.chunks_exact_mut(block).skip(1) {
            let mut carry = 1_u16;
            for (octet, more) in iter::zip(part, &*stretched).rev() {
                carry += u16::from(*octet) + u16::from(*more);
                [_, *octet] = carry.to_be_bytes();
                carry >>= 8;
            }
        }
    }
    derived.truncate(octets);
    derived
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What openssl's `PKCS12KDF` says: `openssl kdf -keylen 20 -kdfopt digest:SHA1 -kdfopt hexpass:… -kdfopt hexsalt:…
    /// -kdfopt iter:… -kdfopt id:3 PKCS12KDF`.
    #[test]
    fn derives_as_openssl_does() {
        const SHA1: &digest::Algorithm = &digest::SHA1_FOR_LEGACY_USE_ONLY;
        let rounds = |n| NonZeroU32::new(n).unwrap();
        for (hash, purpose, rounds, hex) in [
            (SHA1, Purpose::Mac, rounds(1), "9630522e971168e3b7affc65a7f68a2bdcce2469"),
            (SHA1, Purpose::Key, rounds(3), "21d9b85c86cbb7d346e24bab41c4488b23cb484cfa65de1b"),
            (SHA1, Purpose::Iv, rounds(3), "84c30bef46cadccf"),
            (
                &digest::SHA256,
                Purpose::Mac,
                rounds(1000),
                "f00154503799298ff754eede55bdc5c5b6756bdcf389c543631e1c70c29a557e",
            ),
            (
                &digest::SHA512,
                Purpose::Mac,
                rounds(7),
                "acfac65a49e5077e1b9cfcfdfae9f3d5a94a99123aedbbc8a28a47784944467d611ee57baa80dd2296fc63c4006b78187acc1a78917878f7deb217cad57068ac",
            ),
            (
                &digest::SHA256,
                Purpose::Key,
                rounds(2),
                "0e2dc3426fc36afe2db20e131bd3eb0f1352802664272caa9df7cfc549513820c5ae3eaffa53f1007ccb7923bbb5b8f2cec937087eef9cc9fe428c1955ad0d0d5db020b0225a6c17036f393f8518e317",
            ),
        ] {
            let octets = derive(hash, purpose, &secret(b"secret").unwrap(), b"salt salt", rounds, hex.len() / 2);
            assert_eq!(crate::digest::hex(&octets), hex);
        }
    }
}
