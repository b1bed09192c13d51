//! The signing keys of the built-in CA.

use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    },
};
use warifu_pki::keys::{Hash, SignatureAlgorithm};
use zeroize::Zeroizing;

use super::AuthorityError;

/// The kind of key that a CA signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyChoice {
    /// ECDSA on P-256: small and quick.
    P256,
    /// ECDSA on P-384, for a root.
    P384,
    /// RSA with 3072 bits, for clients that know nothing newer.
    Rsa3072,
}

/// A key that signs certificates and CRLs.
pub(crate) enum SigningKey {
    Ecdsa { pair: EcdsaKeyPair, hash: Hash },
    Rsa(RsaKeyPair),
}

impl SigningKey {
    /// A new key. The library takes its chance from the system; a key made from injected bytes would be no secret.
    pub(crate) fn generate(choice: KeyChoice) -> Result<Self, AuthorityError> {
        let key = match choice {
            KeyChoice::P256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(Self::p256),
            KeyChoice::P384 => EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).map(Self::p384),
            KeyChoice::Rsa3072 => RsaKeyPair::generate(KeySize::Rsa3072).map(Self::Rsa),
        };
        key.map_err(|_| AuthorityError::Key)
    }

    /// Reads PKCS#8.
    pub(crate) fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, AuthorityError> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8)
            .map(Self::p256)
            .or_else(|_| EcdsaKeyPair::from_pkcs8(&ECDSA_P384_SHA384_ASN1_SIGNING, pkcs8).map(Self::p384))
            .or_else(|_| RsaKeyPair::from_pkcs8(pkcs8).map(Self::Rsa))
            .map_err(|_| AuthorityError::Key)
    }

    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, AuthorityError> {
        let der = match self {
            Self::Ecdsa { pair, .. } => pair.to_pkcs8v1().map(|der| Zeroizing::new(der.as_ref().to_vec())),
            Self::Rsa(pair) => pair.as_der().map(|der: Pkcs8V1Der<'_>| Zeroizing::new(der.as_ref().to_vec())),
        };
        der.map_err(|_| AuthorityError::Key)
    }

    /// The SubjectPublicKeyInfo.
    pub(crate) fn spki(&self) -> Result<Vec<u8>, AuthorityError> {
        let der = match self {
            Self::Ecdsa { pair, .. } => {
                pair.public_key().as_der().map(|der: PublicKeyX509Der<'_>| der.as_ref().to_vec())
            }
            Self::Rsa(pair) => pair.public_key().as_der().map(|der: PublicKeyX509Der<'_>| der.as_ref().to_vec()),
        };
        der.map_err(|_| AuthorityError::Key)
    }

    /// What certificates signed with it name (BR 7.1.3.2).
    pub(crate) const fn algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Ecdsa { hash, .. } => SignatureAlgorithm::Ecdsa(*hash),
            Self::Rsa(_) => SignatureAlgorithm::Rsa(Hash::Sha256),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, AuthorityError> {
        let random = SystemRandom::new();
        match self {
            Self::Ecdsa { pair, .. } => pair.sign(&random, message).map(|signature| signature.as_ref().to_vec()),
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).map(|()| signature)
            }
        }
        .map_err(|_| AuthorityError::Key)
    }

    const fn p256(pair: EcdsaKeyPair) -> Self {
        Self::Ecdsa { pair, hash: Hash::Sha256 }
    }

    const fn p384(pair: EcdsaKeyPair) -> Self {
        Self::Ecdsa { pair, hash: Hash::Sha384 }
    }
}
