//! Keys at rest: AES-256-GCM under a master key that lies apart from the database (BR 5.2.2, reliability: a backup
//! without its key is useless).
//!
//! A record is `version ‖ key id ‖ nonce ‖ ciphertext ‖ tag`. The purpose is authenticated with it, so that a record cannot be
//! moved to another place and be believed there.

use std::fmt;

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest,
};
use warifu_domain::world::Random;
use warifu_wire::acme::base64url;
use zeroize::{Zeroize as _, Zeroizing};

/// Octets of a master key.
pub const MASTER_KEY_OCTETS: usize = 32;

/// What a master key file starts with, so that nobody mistakes it for another secret.
const FILE_PREFIX: &str = "warifu-master-key-1:";

/// The first octet of a record.
const VERSION: u8 = 1;

/// Octets of a key's id: enough to tell a handful of keys apart.
const KEY_ID_OCTETS: usize = 4;

/// Octets in front of the ciphertext.
const HEAD_OCTETS: usize = 1 + KEY_ID_OCTETS + NONCE_LEN;

/// The key that seals keys. Wiped from memory when dropped.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; MASTER_KEY_OCTETS]>);

/// Why a sealed record or a key file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Not what a key file holds.
    #[error("not a master key file")]
    KeyFile,
    /// Not a record of this kind.
    #[error("not a sealed record")]
    Malformed,
    /// Sealed with another master key.
    #[error("sealed with another master key")]
    OtherKey,
    /// Changed, or made for another purpose.
    #[error("the sealed record was changed or belongs elsewhere")]
    Forged,
}

impl MasterKey {
    /// A new key.
    pub fn generate(random: &dyn Random) -> Self {
        let mut key = Zeroizing::new([0; MASTER_KEY_OCTETS]);
        random.fill(key.as_mut());
        Self(key)
    }

    /// Reads a key file's content.
    ///
    /// # Errors
    /// [`SealError::KeyFile`].
    pub fn from_file_contents(text: &str) -> Result<Self, SealError> {
        let text = text.trim().strip_prefix(FILE_PREFIX).ok_or(SealError::KeyFile)?;
        let octets = Zeroizing::new(base64url::decode(text).ok_or(SealError::KeyFile)?);
        let key = <[u8; MASTER_KEY_OCTETS]>::try_from(octets.as_slice()).map_err(|_| SealError::KeyFile)?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// What to write into a key file (mode 0600).
    pub fn to_file_contents(&self) -> Zeroizing<String> {
        let mut encoded = base64url::encode(self.0.as_slice());
        let text = Zeroizing::new(format!("{FILE_PREFIX}{encoded}\n"));
        encoded.zeroize();
        text
    }

    /// Seals a secret for one purpose, such as `ca/root`.
    ///
    /// # Errors
    /// [`SealError::Malformed`] when the cipher refuses the input, which no secret of sensible size makes it do.
    pub fn seal(&self, purpose: &str, secret: &[u8], random: &dyn Random) -> Result<Vec<u8>, SealError> {
        // Random nonces repeat with probability 2^-32 after 2^32 records; a shop has a handful.
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        let mut record = vec![VERSION];
        record.extend(self.id());
        record.extend(nonce);
        let mut body = secret.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        self.cipher()?
            .seal_in_place_append_tag(nonce, Aad::from(purpose), &mut body)
            .map_err(|_| SealError::Malformed)?;
        record.append(&mut body);
        Ok(record)
    }

    /// Opens what was sealed for the same purpose.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn open(&self, purpose: &str, record: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (head, body) = record.split_at_checked(HEAD_OCTETS).ok_or(SealError::Malformed)?;
        let Some((&VERSION, rest)) = head.split_first() else { return Err(SealError::Malformed) };
        let (id, nonce) = rest.split_at(KEY_ID_OCTETS);
        if id != self.id() {
            return Err(SealError::OtherKey);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Malformed)?;
        let mut secret = Zeroizing::new(body.to_vec());
        let length = self.cipher()?.open_in_place(nonce, Aad::from(purpose), &mut secret);
        let length = length.map_err(|_| SealError::Forged)?.len();
        secret.truncate(length);
        Ok(secret)
    }

    /// Tells master keys apart without telling anything of them.
    fn id(&self) -> [u8; KEY_ID_OCTETS] {
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(b"warifu master key id");
        hash.update(self.0.as_slice());
        let mut id = [0; KEY_ID_OCTETS];
        id.iter_mut().zip(hash.finish().as_ref()).for_each(|(to, from)| *to = *from);
        id
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        let key = UnboundKey::new(&AES_256_GCM, self.0.as_slice()).map_err(|_| SealError::Malformed)?;
        Ok(LessSafeKey::new(key))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey([secret])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts upwards, so that two fills differ.
    struct Counting(std::sync::atomic::AtomicU8);

    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    #[test]
    fn opens_only_what_it_sealed_for_the_purpose() {
        let random = Counting(1.into());
        let (key, other) = (MasterKey::generate(&random), MasterKey::generate(&random));
        let record = key.seal("ca/root", b"secret", &random).unwrap();
        assert!(!record.windows(6).any(|part| part == b"secret"));
        assert_ne!(record, key.seal("ca/root", b"secret", &random).unwrap());
        let altered = |at: usize| {
            let mut record = record.clone();
            record[at] ^= 1;
            record
        };
        for (key, purpose, record, expected) in [
            (&key, "ca/root", record.clone(), Ok(b"secret".to_vec())),
            (&key, "ca/intermediate", record.clone(), Err(SealError::Forged)),
            (&other, "ca/root", record.clone(), Err(SealError::OtherKey)),
            (&key, "ca/root", altered(0), Err(SealError::Malformed)),
            (&key, "ca/root", altered(1), Err(SealError::OtherKey)),
            (&key, "ca/root", altered(HEAD_OCTETS - 1), Err(SealError::Forged)),
            (&key, "ca/root", altered(record.len() - 1), Err(SealError::Forged)),
            (&key, "ca/root", record[..HEAD_OCTETS].to_vec(), Err(SealError::Forged)),
            (&key, "ca/root", vec![], Err(SealError::Malformed)),
        ] {
            assert_eq!(key.open(purpose, &record).map(|secret| secret.to_vec()), expected, "{purpose}");
        }
    }

    #[test]
    fn key_files_are_read_back() {
        let key = MasterKey::generate(&Counting(7.into()));
        let text = key.to_file_contents();
        assert_eq!(*MasterKey::from_file_contents(&text).unwrap().0, *key.0);
        for wrong in ["", "warifu-master-key-1:", "warifu-master-key-1:AAAA", &text[1..]] {
            assert_eq!(MasterKey::from_file_contents(wrong).unwrap_err(), SealError::KeyFile, "{wrong}");
        }
        assert_eq!(format!("{key:?}"), "MasterKey([secret])");
    }
}
