//! Keys that are made on this machine and stay on it: for `warifu csr new`, and for the sites of the sandbox.

use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der},
    error::Unspecified,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    },
};
use clap::ValueEnum;
use warifu_pki::{
    AttributeKind, DnsName,
    build::{self, BuildError, CsrProfile},
    keys::{Hash, SignatureAlgorithm},
};
use zeroize::Zeroizing;

/// The kinds of key that public CAs take (BR 6.1.5) and servers use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyChoice {
    /// RSA, 2048 bits: every server and client knows it.
    #[default]
    #[value(name = "rsa-2048")]
    Rsa2048,
    /// RSA, 3072 bits.
    #[value(name = "rsa-3072")]
    Rsa3072,
    /// RSA, 4096 bits: slower handshakes.
    #[value(name = "rsa-4096")]
    Rsa4096,
    /// ECDSA on P-256: small and quick.
    #[value(name = "p-256")]
    P256,
    /// ECDSA on P-384.
    #[value(name = "p-384")]
    P384,
}

/// Why there is no key or no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyError {
    /// The crypto library refused.
    #[error("key generation failed")]
    Crypto,
    /// A request cannot say this.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl From<Unspecified> for KeyError {
    fn from(_: Unspecified) -> Self {
        Self::Crypto
    }
}

/// A key that was just made.
pub(crate) struct NewKey {
    pair: Pair,
    /// Its public half, a SubjectPublicKeyInfo.
    pub(crate) spki: Vec<u8>,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ecdsa(EcdsaKeyPair, Hash),
}

impl NewKey {
    /// A new key. The library takes its chance from the system.
    pub(crate) fn generate(choice: KeyChoice) -> Result<Self, KeyError> {
        let rsa = |size| RsaKeyPair::generate(size).map(Pair::Rsa);
        let pair = match choice {
            KeyChoice::Rsa2048 => rsa(KeySize::Rsa2048),
            KeyChoice::Rsa3072 => rsa(KeySize::Rsa3072),
            KeyChoice::Rsa4096 => rsa(KeySize::Rsa4096),
            KeyChoice::P256 => {
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).map(|pair| Pair::Ecdsa(pair, Hash::Sha256))
            }
            KeyChoice::P384 => {
                EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).map(|pair| Pair::Ecdsa(pair, Hash::Sha384))
            }
        }?;
        let public = |der: PublicKeyX509Der<'_>| der.as_ref().to_vec();
        let spki = match &pair {
            Pair::Rsa(pair) => pair.public_key().as_der().map(public),
            Pair::Ecdsa(pair, _) => pair.public_key().as_der().map(public),
        }?;
        Ok(Self { pair, spki })
    }

    /// The private key, PKCS#8.
    pub(crate) fn pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        Ok(match &self.pair {
            Pair::Rsa(pair) => pair.as_der().map(|der: Pkcs8V1Der<'_>| Zeroizing::new(der.as_ref().to_vec())),
            Pair::Ecdsa(pair, _) => pair.to_pkcs8v1().map(|der| Zeroizing::new(der.as_ref().to_vec())),
        }?)
    }

    /// A request for this key, DER.
    pub(crate) fn csr(&self, subject: &[(AttributeKind, &str)], names: &[DnsName]) -> Result<Vec<u8>, KeyError> {
        let info = build::csr_info(&CsrProfile { subject, spki: &self.spki, names })?;
        self.sign(&info)
    }

    /// Certificate or request from its bytes.
    pub(crate) fn sign(&self, tbs: &[u8]) -> Result<Vec<u8>, KeyError> {
        let random = SystemRandom::new();
        let signature = match &self.pair {
            Pair::Ecdsa(pair, _) => pair.sign(&random, tbs)?.as_ref().to_vec(),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, tbs, &mut signature)?;
                signature
            }
        };
        Ok(build::assemble(tbs, self.algorithm(), &signature)?)
    }

    /// What it signs with (BR 7.1.3.2).
    pub(crate) const fn algorithm(&self) -> SignatureAlgorithm {
        match &self.pair {
            Pair::Rsa(_) => SignatureAlgorithm::Rsa(Hash::Sha256),
            Pair::Ecdsa(_, hash) => SignatureAlgorithm::Ecdsa(*hash),
        }
    }
}
