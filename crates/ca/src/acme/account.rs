//! The account's key.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use warifu_wire::acme::{Algorithm, Header, Jwk, Jws};
use zeroize::Zeroizing;

use crate::ConnectorError;

/// A P-256 key: RFC 8555 section 6.2 makes every server take ES256.
pub(super) struct AccountKey {
    pair: EcdsaKeyPair,
    public: Jwk,
}

impl AccountKey {
    pub(super) const ALGORITHM: Algorithm = Algorithm::Es256;

    pub(super) fn generate() -> Result<Zeroizing<Vec<u8>>, ConnectorError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).and_then(|pair| pair.to_pkcs8v1());
        pair.map(|der| Zeroizing::new(der.as_ref().to_vec())).map_err(|_| unusable())
    }

    pub(super) fn open(pkcs8: &[u8]) -> Result<Self, ConnectorError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map_err(|_| unusable())?;
        let public = Jwk::p256(pair.public_key().as_ref()).ok_or_else(unusable)?;
        Ok(Self { pair, public })
    }

    pub(super) const fn public(&self) -> &Jwk {
        &self.public
    }

    pub(super) fn sign(&self, header: &Header, payload: &[u8]) -> Result<Jws, ConnectorError> {
        let sign = |input: &[u8]| self.pair.sign(&SystemRandom::new(), input).map(|bytes| bytes.as_ref().to_vec());
        Jws::sign(header, payload, sign).map_err(|_| unusable())
    }
}

fn unusable() -> ConnectorError {
    ConnectorError::new("ca_account_key_unusable", "the account key cannot be made, read or used")
}
