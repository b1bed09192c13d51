//! Private keys, for the binary on the key's own machine: read in every usual form, paired by their public half, written
//! as PKCS#8. The shop never comes here: only the feature `keystore` has this module, and only the binary names it.
//!
//! Every copy made here is wiped when it is dropped, and nothing here shows a key's octets.

use std::fmt;

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rsa,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING, EcdsaKeyPair,
        Ed25519KeyPair, KeyPair,
    },
};
use base64_simd::{AsOut as _, STANDARD};
use zeroize::Zeroizing;

use crate::{
    Finding, KeyKind, Severity, Sha256,
    der::{self, DerError, Element, Reader, Writer},
    keys::{self, EC_PUBLIC_KEY, ED25519, P256, P384, P521, RSA_ENCRYPTION},
    pbe::{self, Cipher, Seed},
    pem::{self, PemError, Section, Sections},
};

/// The largest file with keys in octets; RSA with 8,192 bits has about 7 KiB in PEM.
pub const KEY_FILE_OCTETS_MAX: usize = 1024 * 1024;

/// The most keys in one file.
pub const KEYS_MAX: usize = 32;

/// The longest passphrase in octets.
pub const PASSPHRASE_OCTETS_MAX: usize = 1024;

/// Octets that tags and lengths around a key need at most.
const AROUND: usize = 128;

/// A private key that fits together with its public half.
pub struct PrivateKey {
    kind: KeyKind,
    spki: Vec<u8>,
    pkcs8: Zeroizing<Vec<u8>>,
}

/// Why a private key cannot be used. Never holds any of its octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivateKeyError {
    /// Larger than [`KEY_FILE_OCTETS_MAX`].
    TooLarge,
    /// More than [`KEYS_MAX`] keys.
    TooMany,
    /// There is no private key.
    Missing,
    /// The text around it is not right.
    Pem(PemError),
    /// What is inside is not a key.
    Unreadable(DerError),
    /// It is encrypted and no passphrase was given.
    Encrypted,
    /// The passphrase is not the right one, or longer than [`PASSPHRASE_OCTETS_MAX`].
    Passphrase,
    /// It is encrypted in a way that is not read here; its name.
    Encryption(String),
    /// The passphrase's rounds are 0 or more than [`pbe::ROUNDS_MAX`].
    Rounds,
    /// A kind of key that no CA takes, or a form that web servers do not read; its name.
    Kind(String),
    /// The private and the public half do not fit together.
    Inconsistent,
}

/// The codes of [`PrivateKeyError::finding`], sorted, for a test that each has its sentences.
pub static CODES: &[&str] = &[
    "private_key_encrypted",
    "private_key_encryption_unsupported",
    "private_key_inconsistent",
    "private_key_kind_unsupported",
    "private_key_passphrase_wrong",
    "private_key_unreadable",
];

impl PrivateKeyError {
    /// What to tell the key's owner.
    pub fn finding(&self) -> Finding {
        let finding = |code| Finding::new(code, Severity::Error, "RFC 5958").on("private_key");
        let unreadable = |reason: &str| finding("private_key_unreadable").with("reason", reason);
        match self {
            Self::TooLarge => unreadable("too_large"),
            Self::TooMany => unreadable("too_many"),
            Self::Missing => unreadable("no_key"),
            Self::Pem(error) => unreadable(error.code()),
            Self::Unreadable(error) => unreadable(error.what).with("at", error.at),
            Self::Encrypted => finding("private_key_encrypted"),
            Self::Passphrase => finding("private_key_passphrase_wrong"),
            Self::Encryption(name) => finding("private_key_encryption_unsupported").with("name", name),
            Self::Rounds => finding("private_key_encryption_unsupported").with("name", "PBKDF2"),
            Self::Kind(name) => finding("private_key_kind_unsupported").with("key", name),
            Self::Inconsistent => finding("private_key_inconsistent"),
        }
    }
}

impl fmt::Display for PrivateKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.finding().code)
    }
}

impl std::error::Error for PrivateKeyError {}

impl From<DerError> for PrivateKeyError {
    fn from(error: DerError) -> Self {
        Self::Unreadable(error)
    }
}

type Result<T> = std::result::Result<T, PrivateKeyError>;

impl PrivateKey {
    /// Every private key in a PEM text, or the one in DER. Other blocks are passed over.
    ///
    /// # Errors
    /// [`PrivateKeyError`] for the first one that cannot be used, or when there is none.
    pub fn from_file(input: &[u8], passphrase: Option<&[u8]>) -> Result<Vec<Self>> {
        if input.len() > KEY_FILE_OCTETS_MAX {
            return Err(PrivateKeyError::TooLarge);
        }
        if der::is_der(input) {
            return Ok(vec![Self::from_der(input, passphrase)?]);
        }
        let mut keys = Vec::new();
        for section in Sections::of(&pem::text(input)) {
            let section = section.map_err(PrivateKeyError::Pem)?;
            if section.label.to_ascii_uppercase().ends_with("PRIVATE KEY") {
                if keys.len() == KEYS_MAX {
                    return Err(PrivateKeyError::TooMany);
                }
                keys.push(Self::from_section(&section, passphrase)?);
            }
        }
        if keys.is_empty() { Err(PrivateKeyError::Missing) } else { Ok(keys) }
    }

    /// One PEM block whose label says that it is a private key.
    pub(crate) fn from_section(section: &Section<'_>, passphrase: Option<&[u8]>) -> Result<Self> {
        let label = section.label.to_ascii_uppercase();
        if !matches!(label.as_str(), "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY") {
            return Err(PrivateKeyError::Kind(label));
        }
        let (dek_info, body) = match section.body.split_once("DEK-Info:") {
            Some((_, rest)) => rest.split_once('\n').map(|(dek_info, body)| (Some(dek_info), body)),
            None => Some((None, section.body)),
        }
        .ok_or(PrivateKeyError::Pem(PemError::NotBase64))?;
        let mut octets = Zeroizing::new(body.as_bytes().to_vec());
        let octets = base64_simd::forgiving_decode_inplace(&mut octets);
        let octets = octets.map_err(|_| PrivateKeyError::Pem(PemError::NotBase64))?;
        match dek_info {
            None => Self::from_der(octets, passphrase),
            Some(dek_info) => {
                let plain = pbe::rfc1421::decrypt(dek_info, octets, checked(passphrase)?)?;
                Self::from_der(&plain, None).map_err(misread)
            }
        }
    }

    /// A key in DER: PKCS#8, encrypted or not (RFC 5958), PKCS#1 (RFC 8017) or SEC 1 (RFC 5915).
    ///
    /// # Errors
    /// [`PrivateKeyError`].
    pub fn from_der(der: &[u8], passphrase: Option<&[u8]>) -> Result<Self> {
        let mut outer = Reader::new(der);
        let mut parts = outer.expect(der::SEQUENCE, "private_key")?.open();
        outer.finish("trailing_octets")?;
        let first = parts.any("private_key")?;
        let second = parts.any("private_key")?;
        match (first.tag, second.tag) {
            (der::SEQUENCE, der::OCTET_STRING) => {
                let plain = pbe::decrypt(&first, second.body, checked(passphrase)?)?;
                Self::from_pkcs8(plain).map_err(misread)
            }
            (der::INTEGER, der::SEQUENCE) => Self::from_pkcs8(Zeroizing::new(der.to_vec())),
            (der::INTEGER, der::INTEGER) => Self::from_pkcs8(wrap(der, rsa_algorithm)),
            (der::INTEGER, der::OCTET_STRING) => {
                let curve = parts.expect(der::context_constructed(0), "curve")?.open().any("curve")?;
                Self::from_pkcs8(wrap(der, |w| {
                    w.oid(EC_PUBLIC_KEY);
                    w.raw(curve.full());
                }))
            }
            _ => Ok(first.err("private_key")?),
        }
    }

    fn from_pkcs8(pkcs8: Zeroizing<Vec<u8>>) -> Result<Self> {
        let spki = public_half(&pkcs8)?;
        let kind = keys::read_spki(&mut Reader::new(&spki))?.kind;
        Ok(Self { kind, spki, pkcs8 })
    }

    /// Its kind and size.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The SubjectPublicKeyInfo of its public half.
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }

    /// The SPKI's digest: which certificates and CSRs it belongs to.
    pub fn spki_sha256(&self) -> Sha256 {
        Sha256::of(&self.spki)
    }

    /// The key as PKCS#8, not encrypted. Wipe every copy.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The key as one `PRIVATE KEY` block, not encrypted.
    pub fn to_pem(&self) -> Zeroizing<String> {
        let mut base64 = Zeroizing::new(vec![0; self.pkcs8.len().div_ceil(3) * 4]);
        let body = STANDARD.encode_as_str(&self.pkcs8, base64.as_out());
        let mut text = Zeroizing::new(String::with_capacity(body.len() + body.len() / pem::LINE + AROUND));
        pem::encode_body("PRIVATE KEY", body, &mut text);
        text
    }

    /// The key as PKCS#8, encrypted under a passphrase.
    ///
    /// # Errors
    /// [`PrivateKeyError::Rounds`] or [`PrivateKeyError::Passphrase`] when one of them is out of its limits.
    pub fn encrypted(&self, cipher: Cipher, passphrase: &[u8], seed: &Seed, rounds: u32) -> Result<Vec<u8>> {
        if passphrase.len() > PASSPHRASE_OCTETS_MAX {
            return Err(PrivateKeyError::Passphrase);
        }
        let (algorithm, ciphertext) = pbe::encrypt(cipher, &self.pkcs8, passphrase, seed, rounds)?;
        Ok(Writer::element(der::SEQUENCE, |w| {
            w.raw(&algorithm);
            w.primitive(der::OCTET_STRING, &ciphertext);
        }))
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey").field("kind", &self.kind).field("spki_sha256", &self.spki_sha256()).finish()
    }
}

/// PrivateKeyInfo around a key in its own form.
fn wrap(key: &[u8], algorithm: impl FnOnce(&mut Writer)) -> Zeroizing<Vec<u8>> {
    Writer::secret(der::SEQUENCE, key.len() + AROUND, |w| {
        w.unsigned(&[0]);
        w.sequence(algorithm);
        w.primitive(der::OCTET_STRING, key);
    })
}

/// The SPKI that belongs to a PrivateKeyInfo, made from its private half.
fn public_half(pkcs8: &[u8]) -> Result<Vec<u8>> {
    let mut outer = Reader::new(pkcs8);
    let mut info = outer.expect(der::SEQUENCE, "private_key")?.open();
    outer.finish("trailing_octets")?;
    info.expect(der::INTEGER, "version")?.small_integer()?;
    let mut algorithm = info.expect(der::SEQUENCE, "private_key_algorithm")?.open();
    let inner = info.expect(der::OCTET_STRING, "private_key")?;
    let oid = algorithm.expect(der::OID, "private_key_algorithm")?;
    match oid.body {
        RSA_ENCRYPTION => rsa_public(&inner),
        EC_PUBLIC_KEY => {
            let curve = algorithm.any("curve")?;
            let signing = match (curve.tag, curve.body) {
                (der::OID, P256) => &ECDSA_P256_SHA256_ASN1_SIGNING,
                (der::OID, P384) => &ECDSA_P384_SHA384_ASN1_SIGNING,
                (der::OID, P521) => &ECDSA_P521_SHA512_ASN1_SIGNING,
                (der::OID, _) => return Err(PrivateKeyError::Kind(KeyKind::EcOther("EC").to_string())),
                _ => return Err(PrivateKeyError::Kind(KeyKind::EcExplicit.to_string())),
            };
            // Checks a public half that is there, and makes one that is not.
            let pair = EcdsaKeyPair::from_pkcs8(signing, pkcs8).map_err(|_| PrivateKeyError::Inconsistent)?;
            x509(pair.public_key().as_der())
        }
        ED25519 => {
            let seed = inner.open().expect(der::OCTET_STRING, "private_key")?;
            // A longer one would be cut off silently.
            let length = if seed.body.len() == 32 { Ok(()) } else { seed.err("private_key") };
            length?;
            let pair = Ed25519KeyPair::from_seed_unchecked(seed.body).map_err(|_| PrivateKeyError::Inconsistent)?;
            x509(pair.public_key().as_der())
        }
        other => Err(PrivateKeyError::Kind(keys::kind_of(other).to_string())),
    }
}

fn rsa_public(inner: &Element<'_>) -> Result<Vec<u8>> {
    let mut parts = inner.open().expect(der::SEQUENCE, "rsa_key")?.open();
    parts.expect(der::INTEGER, "version")?;
    let modulus = parts.expect(der::INTEGER, "rsa_modulus")?.magnitude()?;
    let exponent = parts.expect(der::INTEGER, "rsa_exponent")?.magnitude()?;
    // Outside of what aws-lc takes, the halves stay unchecked: such a key can be paired, and the rules refuse it.
    let is_checked = (2048 / 8..=8192 / 8).contains(&modulus.len());
    if is_checked && rsa::KeyPair::from_der(inner.body).is_err() {
        return Err(PrivateKeyError::Inconsistent);
    }
    let key = Writer::element(der::SEQUENCE, |w| {
        w.unsigned(modulus);
        w.unsigned(exponent);
    });
    Ok(Writer::element(der::SEQUENCE, |w| {
        w.sequence(rsa_algorithm);
        w.bit_string(&key);
    }))
}

/// The passphrase that an encrypted key needs.
fn checked(passphrase: Option<&[u8]>) -> Result<&[u8]> {
    let passphrase = passphrase.ok_or(PrivateKeyError::Encrypted)?;
    if passphrase.len() > PASSPHRASE_OCTETS_MAX { Err(PrivateKeyError::Passphrase) } else { Ok(passphrase) }
}

/// One wrong passphrase in 256 leaves a padding that looks right.
fn misread(error: PrivateKeyError) -> PrivateKeyError {
    match error {
        PrivateKeyError::Unreadable(_) => PrivateKeyError::Passphrase,
        other => other,
    }
}

fn rsa_algorithm(w: &mut Writer) {
    w.oid(RSA_ENCRYPTION);
    w.primitive(der::NULL, &[]);
}

fn x509(der: std::result::Result<PublicKeyX509Der<'_>, aws_lc_rs::error::Unspecified>) -> Result<Vec<u8>> {
    der.map(|der| der.as_ref().to_vec()).map_err(|_| PrivateKeyError::Inconsistent)
}
