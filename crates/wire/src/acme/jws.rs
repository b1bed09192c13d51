//! Signed requests (RFC 8555 section 6.2): flattened JSON with everything protected. The inner object of an external
//! account binding (section 7.3.4) has the same shape.

use aws_lc_rs::hmac;
use serde::{Deserialize, Serialize};

use super::{Jwk, JwkError, base64url};

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256: every RFC 8555 server takes it.
    #[serde(rename = "ES256")]
    Es256,
    /// ECDSA on P-384 with SHA-384.
    #[serde(rename = "ES384")]
    Es384,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// HMAC with SHA-256: only for external account binding, never for a request.
    #[serde(rename = "HS256")]
    Hs256,
}

/// Whose key signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyRef {
    /// The key itself: a new account, or a revocation by the certificate's key.
    Jwk(
        /// The key.
        Jwk,
    ),
    /// The account's URL, or the CA's key id in an external account binding.
    Kid(
        /// That text.
        String,
    ),
}

/// The protected header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawHeader", into = "RawHeader")]
pub struct Header {
    /// How it is signed.
    pub alg: Algorithm,
    /// Against replay; absent only inside an external account binding.
    pub nonce: Option<String>,
    /// The URL that the request goes to.
    pub url: String,
    /// Whose key signed.
    pub key: KeyRef,
}

/// The header's JSON; `jwk` and `kid` exclude each other.
#[derive(Serialize, Deserialize)]
struct RawHeader {
    alg: Algorithm,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwk: Option<Jwk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    url: String,
    /// Extensions that must be understood (RFC 7515 section 4.1.11); we understand none.
    #[serde(default, skip_serializing)]
    crit: Option<serde_json::Value>,
}

impl From<Header> for RawHeader {
    fn from(Header { alg, nonce, url, key }: Header) -> Self {
        let (jwk, kid) = match key {
            KeyRef::Jwk(jwk) => (Some(jwk), None),
            KeyRef::Kid(kid) => (None, Some(kid)),
        };
        Self { alg, jwk, kid, nonce, url, crit: None }
    }
}

impl TryFrom<RawHeader> for Header {
    type Error = &'static str;

    fn try_from(RawHeader { alg, jwk, kid, nonce, url, crit }: RawHeader) -> Result<Self, &'static str> {
        let key = match (jwk, kid) {
            (Some(jwk), None) => KeyRef::Jwk(jwk),
            (None, Some(kid)) => KeyRef::Kid(kid),
            _ => return Err("exactly one of jwk and kid"),
        };
        if crit.is_some() {
            return Err("crit names an unknown extension");
        }
        Ok(Self { alg, nonce, url, key })
    }
}

/// A signed object. Every member is base64url; other members (`header`, `signatures`) are refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jws {
    /// The protected header.
    pub protected: String,
    /// The payload; empty for POST-as-GET.
    pub payload: String,
    /// The signature over both.
    pub signature: String,
}

/// Why a signed object cannot be read or is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Not base64url or not the expected JSON.
    #[error("the signed object is malformed")]
    Malformed,
    /// The key or the signature is not accepted.
    #[error(transparent)]
    Key(#[from] JwkError),
}

impl Jws {
    /// Signs a payload (`b""` for POST-as-GET) with whatever holds the key.
    ///
    /// # Errors
    /// Those of `sign`.
    pub fn sign<E>(header: &Header, payload: &[u8], sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>) -> Result<Self, E> {
        // A header of texts always becomes JSON.
        let protected = base64url::encode(serde_json::to_vec(header).unwrap_or_default());
        let payload = base64url::encode(payload);
        let signature = base64url::encode(sign(format!("{protected}.{payload}").as_bytes())?);
        Ok(Self { protected, payload, signature })
    }

    /// Signs with a shared key, for an external account binding.
    pub fn sign_hs256(header: &Header, payload: &[u8], key: &[u8]) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        let signed = Self::sign(header, payload, |input| Ok(hmac::sign(&key, input).as_ref().to_vec()));
        signed.unwrap_or_else(|never: std::convert::Infallible| match never {})
    }

    /// The protected header, not yet believed.
    ///
    /// # Errors
    /// [`JwsError::Malformed`].
    pub fn header(&self) -> Result<Header, JwsError> {
        let json = base64url::decode(&self.protected).ok_or(JwsError::Malformed)?;
        serde_json::from_slice(&json).map_err(|_| JwsError::Malformed)
    }

    /// The payload's octets, not yet believed.
    ///
    /// # Errors
    /// [`JwsError::Malformed`].
    pub fn payload(&self) -> Result<Vec<u8>, JwsError> {
        base64url::decode(&self.payload).ok_or(JwsError::Malformed)
    }

    /// Checks the signature with the public key that the header means.
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn verify(&self, key: &Jwk) -> Result<(), JwsError> {
        let signature = base64url::decode(&self.signature).ok_or(JwsError::Malformed)?;
        Ok(key.verify(self.header()?.alg, self.signing_input().as_bytes(), &signature)?)
    }

    /// Checks an external account binding with the shared key.
    ///
    /// # Errors
    /// [`JwsError`].
    pub fn verify_hs256(&self, key: &[u8]) -> Result<(), JwsError> {
        if self.header()?.alg != Algorithm::Hs256 {
            return Err(JwkError::Algorithm.into());
        }
        let signature = base64url::decode(&self.signature).ok_or(JwsError::Malformed)?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        Ok(hmac::verify(&key, self.signing_input().as_bytes(), &signature).map_err(|_| JwkError::Signature)?)
    }

    fn signing_input(&self) -> String {
        format!("{}.{}", self.protected, self.payload)
    }
}
