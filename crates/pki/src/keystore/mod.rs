//! Key stores: private key and chain in one file under a password, for servers that read nothing else.
//!
//! Only the feature `keystore` has this module, for the binary on the key's own machine. Salts, IVs and the time come in as
//! arguments; passwords and keys are wiped when they are dropped and appear in no error.

pub mod jks;
pub mod pkcs12;

use std::fmt;

use zeroize::Zeroizing;

use crate::{
    Certificate, Finding, Severity,
    der::DerError,
    private_key::{PrivateKey, PrivateKeyError},
};

/// The largest key store that is read, in octets.
pub const OCTETS_MAX: usize = 1024 * 1024;

/// The shortest password of a new key store: keytool takes no shorter one.
pub const PASSWORD_CHARS_MIN: usize = 6;

/// The longest password of a new key store; long before it, more letters stop making it stronger.
pub const PASSWORD_CHARS_MAX: usize = 128;

/// The longest password that is tried on a key store from elsewhere, in octets.
const PASSWORD_OCTETS_MAX: usize = 1024;

/// The most certificates and keys that are read from one key store.
const ENTRIES_MAX: usize = 64;

/// A key with its certificates, to be stored under a name.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'a> {
    /// The key of the first certificate.
    pub key: &'a PrivateKey,
    /// Leaf first, each followed by its issuer; up to the root where the server wants it.
    pub chain: &'a [Certificate],
    /// What programs call the entry: alias or friendly name.
    pub name: &'a str,
}

/// What a key store holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// The private keys.
    pub keys: Vec<PrivateKey>,
    /// The certificates, in the order of the file.
    pub certificates: Vec<Certificate>,
    /// The name of the first key that has one.
    pub name: Option<String>,
}

/// A password, wiped when it is dropped.
pub struct Password(Zeroizing<String>);

impl Password {
    /// A password for a new key store: printable ASCII, because Java refuses anything else and other programs encode it
    /// each in its own way.
    ///
    /// # Errors
    /// [`KeystoreError::PasswordUnusable`].
    pub fn for_new(text: &str) -> Result<Self, KeystoreError> {
        let is_usable = (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|octet| (b' '..=b'~').contains(&octet));
        if is_usable { Ok(Self(Zeroizing::new(text.to_owned()))) } else { Err(KeystoreError::PasswordUnusable) }
    }

    /// The password of a key store that exists.
    ///
    /// # Errors
    /// [`KeystoreError::PasswordWrong`] for one that no key store can have.
    pub fn of_existing(text: &str) -> Result<Self, KeystoreError> {
        let is_usable = text.len() <= PASSWORD_OCTETS_MAX;
        if is_usable { Ok(Self(Zeroizing::new(text.to_owned()))) } else { Err(KeystoreError::PasswordWrong) }
    }

    fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// UTF-16, big-endian.
    fn utf16(&self) -> Zeroizing<Vec<u8>> {
        let mut octets = Zeroizing::new(Vec::with_capacity(2 * self.0.len() + 2));
        octets.extend(self.0.encode_utf16().flat_map(u16::to_be_bytes));
        octets
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Why a key store was not written or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeystoreError {
    /// A new password that is too short, too long or not printable ASCII.
    PasswordUnusable,
    /// None was given, and it is not empty. Whoever asked knows that, not the reader.
    PasswordMissing,
    /// The password is not the right one.
    PasswordWrong,
    /// The chain is empty, or the key is not the key of its first certificate.
    KeyMismatch,
    /// Larger than [`OCTETS_MAX`], or more than 64 entries.
    TooLarge,
    /// Not what the format says.
    Unreadable(DerError),
    /// A PKCS#12 file without a MAC: nothing says whether it was changed.
    MacMissing,
    /// Java's JCEKS, which is not read.
    Jceks,
    /// Encrypted or authenticated in a way that is not read here; its name.
    Encryption(String),
    /// The key inside cannot be used.
    Key(PrivateKeyError),
}

/// The codes of [`KeystoreError::finding`], sorted, for a test that each has its sentences.
pub static CODES: &[&str] = &[
    "keystore_encryption_old",
    "keystore_jceks",
    "keystore_key_mismatch",
    "keystore_mac_missing",
    "keystore_password_missing",
    "keystore_password_unusable",
    "keystore_password_wrong",
    "keystore_too_large",
    "keystore_unreadable",
];

impl KeystoreError {
    /// What to tell the key's owner.
    pub fn finding(&self) -> Finding {
        let finding = |code| Finding::new(code, Severity::Error, "RFC 7292").on("keystore");
        match self {
            Self::PasswordUnusable => finding("keystore_password_unusable")
                .with("chars_min", PASSWORD_CHARS_MIN)
                .with("chars_max", PASSWORD_CHARS_MAX),
            Self::PasswordMissing => finding("keystore_password_missing"),
            Self::MacMissing => finding("keystore_mac_missing"),
            Self::Jceks => finding("keystore_jceks"),
            Self::PasswordWrong => finding("keystore_password_wrong"),
            Self::KeyMismatch => finding("keystore_key_mismatch"),
            Self::TooLarge => finding("keystore_too_large").with("octets_max", OCTETS_MAX),
            Self::Unreadable(error) => finding("keystore_unreadable").with("reason", error.what).with("at", error.at),
            Self::Encryption(name) => finding("keystore_encryption_old").with("name", name),
            Self::Key(error) => error.finding(),
        }
    }
}

impl fmt::Display for KeystoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.finding().code)
    }
}

impl std::error::Error for KeystoreError {}

impl From<DerError> for KeystoreError {
    fn from(error: DerError) -> Self {
        Self::Unreadable(error)
    }
}

impl From<PrivateKeyError> for KeystoreError {
    fn from(error: PrivateKeyError) -> Self {
        match error {
            PrivateKeyError::Passphrase => Self::PasswordWrong,
            PrivateKeyError::Encryption(name) => Self::Encryption(name),
            other => Self::Key(other),
        }
    }
}

type Result<T, E = KeystoreError> = std::result::Result<T, E>;

impl Identity<'_> {
    /// The leaf, whose key it is.
    fn leaf(&self) -> Result<&Certificate> {
        let leaf = self.chain.first().filter(|leaf| leaf.spki_der() == self.key.spki_der());
        leaf.ok_or(KeystoreError::KeyMismatch)
    }
}
