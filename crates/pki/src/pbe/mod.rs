//! Encryption under a passphrase, as PKCS#8 and PKCS#12 carry it: PBES2 (RFC 8018), what PKCS#12 had before it, and what PEM
//! had.

mod pbes2;
pub(crate) mod pkcs12;
pub(crate) mod rfc1421;

use std::num::NonZeroU32;

use aws_lc_rs::{
    cipher::{Algorithm, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey},
    iv::FixedLength,
};
use cbc::{
    Decryptor,
    cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit, block_padding::Pkcs7},
};
use zeroize::Zeroizing;

use crate::{
    der::{self, DerError, Element},
    private_key::PrivateKeyError,
};

/// The most rounds that are computed for a file from outside, about a second; OWASP's largest figure is 1,400,000.
/// libFuzzer finds every number of rounds at once, and would only tell what is known: that they take long.
#[expect(unexpected_cfgs, reason = "fuzz/run.sh sets it, and cargo does not know it")]
pub const ROUNDS_MAX: u32 = if cfg!(fuzzing) { 2_000 } else { 2_000_000 };

/// How new files are encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cipher {
    /// PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA256.
    #[default]
    Aes256,
    /// PBE-SHA1-3DES of RFC 7292: all that Windows before 1709 (Server 2016) and Java before 8u301 read.
    TripleDes,
}

/// What must be drawn at random for each encryption.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    /// Of the key's derivation.
    pub salt: [u8; 16],
    /// Of AES-CBC; triple DES derives its own.
    pub iv: [u8; 16],
}

/// What is not read here, by name, so that a finding can say what the file needs.
const OLD: [(&[u8], &str); 6] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x03, 0x02], "RC2"),
    (&[0x2b, 0x0e, 0x03, 0x02, 0x07], "DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x03], "MD5-DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0a], "SHA1-DES"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x01], "SHA1-RC4-128"),
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
    let parameters = parts.optional(der::SEQUENCE, "encryption")?;
    let decrypt = match scheme.body {
        pbes2::PBES2 => pbes2::decrypt,
        pkcs12::SHA1_3DES => pkcs12::decrypt_triple_des,
        pkcs12::SHA1_RC2_128 => pkcs12::decrypt_rc2_128,
        pkcs12::SHA1_RC2_40 => pkcs12::decrypt_rc2_40,
        other => return Err(unsupported(other)),
    };
    let Some(parameters) = parameters else { return Ok(algorithm.err("encryption")?) };
    decrypt(&parameters, ciphertext, passphrase)
}

/// Encrypts under the passphrase; the AlgorithmIdentifier and the ciphertext.
///
/// # Errors
/// [`PrivateKeyError::Rounds`] when `rounds` is 0 or above [`ROUNDS_MAX`], [`PrivateKeyError::Passphrase`] when it is no
/// text where triple DES needs one.
pub(crate) fn encrypt(
    cipher: Cipher,
    plain: &[u8],
    passphrase: &[u8],
    seed: &Seed,
    rounds: u32,
) -> Result<(Vec<u8>, Vec<u8>), PrivateKeyError> {
    let rounds = NonZeroU32::new(rounds).filter(|_| rounds <= ROUNDS_MAX).ok_or(PrivateKeyError::Rounds)?;
    match cipher {
        Cipher::Aes256 => pbes2::encrypt(plain, passphrase, seed, rounds),
        Cipher::TripleDes => pkcs12::encrypt_triple_des(plain, passphrase, &seed.salt, rounds),
    }
}

/// How often a derivation goes round, from a file.
pub(crate) fn rounds(number: &Element<'_>) -> Result<Option<NonZeroU32>, DerError> {
    let octets = number.magnitude()?;
    let rounds = octets.iter().try_fold(0_u32, |n, octet| n.checked_mul(256)?.checked_add(u32::from(*octet)));
    Ok(rounds.and_then(NonZeroU32::new).filter(|rounds| rounds.get() <= ROUNDS_MAX))
}

/// Takes CBC and its padding off.
fn decrypt_aes(
    algorithm: &'static Algorithm,
    key: &[u8],
    iv: [u8; 16],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let mut octets = Zeroizing::new(ciphertext.to_vec());
    let wrong = |_| PrivateKeyError::Passphrase;
    let key = UnboundCipherKey::new(algorithm, key).and_then(PaddedBlockDecryptingKey::cbc_pkcs7).map_err(wrong)?;
    let length = key.decrypt(&mut octets, DecryptionContext::Iv128(FixedLength::from(iv))).map_err(wrong)?.len();
    octets.truncate(length);
    Ok(octets)
}

/// The same with a cipher that aws-lc-rs does not have.
fn decrypt_old<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let mut octets = Zeroizing::new(ciphertext.to_vec());
    let cipher = Decryptor::<C>::new_from_slices(key, iv).map_err(|_| PrivateKeyError::Passphrase)?;
    let length = cipher.decrypt_padded::<Pkcs7>(&mut octets).map_err(|_| PrivateKeyError::Passphrase)?.len();
    octets.truncate(length);
    Ok(octets)
}

fn unsupported(oid: &[u8]) -> PrivateKeyError {
    let old = OLD.iter().find(|(known, _)| *known == oid);
    PrivateKeyError::Encryption(old.map_or_else(|| der::dotted(oid), |(_, name)| (*name).to_owned()))
}
