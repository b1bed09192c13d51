//! Encrypted PEM (RFC 1421) as OpenSSL before 3.0 writes private keys: AES or triple DES under one round of MD5. To read only.

use aws_lc_rs::cipher::{AES_128, AES_192, AES_256};
use des::TdesEde3;
use md5::{Digest, Md5};
use zeroize::Zeroizing;

use super::{decrypt_aes, decrypt_old};
use crate::private_key::PrivateKeyError;

/// Octets of the IV that salt the key.
const SALT: usize = 8;

/// Decrypts by what the header `DEK-Info` says: the cipher's name, a comma, the IV in hexadecimal.
///
/// # Errors
/// [`PrivateKeyError::Encryption`] names a cipher that is not read, or one without its IV; [`PrivateKeyError::Passphrase`].
pub(crate) fn decrypt(
    dek_info: &str,
    ciphertext: &[u8],
    passphrase: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PrivateKeyError> {
    let (name, iv) = dek_info.split_once(',').unwrap_or((dek_info, ""));
    let unsupported = || PrivateKeyError::Encryption(name.trim().to_owned());
    let iv = octets(iv.trim()).ok_or_else(unsupported)?;
    let salt = iv.get(..SALT).ok_or_else(unsupported)?;
    let (algorithm, key_octets) = match name.trim() {
        "DES-EDE3-CBC" => return decrypt_old::<TdesEde3>(&derive(passphrase, salt, 24), &iv, ciphertext),
        "AES-128-CBC" => (&AES_128, 16),
        "AES-192-CBC" => (&AES_192, 24),
        "AES-256-CBC" => (&AES_256, 32),
        _ => return Err(unsupported()),
    };
    let iv = <[u8; 16]>::try_from(&*iv).map_err(|_| unsupported())?;
    decrypt_aes(algorithm, &derive(passphrase, salt, key_octets), iv, ciphertext)
}

/// OpenSSL's `EVP_BytesToKey` with MD5, once.
fn derive(passphrase: &[u8], salt: &[u8], octets: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(octets + Md5::output_size()));
    while key.len() < octets {
        let last = key.len().saturating_sub(Md5::output_size());
        let hash = Md5::new().chain_update(&key[last..]).chain_update(passphrase).chain_update(salt);
        key.extend_from_slice(&hash.finalize());
    }
    key.truncate(octets);
    key
}

/// What is written in hexadecimal; at most as many octets as an IV has.
fn octets(hex: &str) -> Option<Vec<u8>> {
    const IV_MAX: usize = 16;
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) || hex.len() > 2 * IV_MAX {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}
