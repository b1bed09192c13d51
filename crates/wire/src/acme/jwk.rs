//! Public keys as JSON (RFC 7517, RFC 7518 section 6) and their thumbprints (RFC 7638).

use aws_lc_rs::{
    digest,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
        UnparsedPublicKey,
    },
};
use serde::{Deserialize, Serialize};

use super::{base64url, jws::Algorithm};

/// Octets of the largest RSA modulus (8192 bits): a larger one only costs time.
const RSA_MODULUS_OCTETS_MAX: usize = 1024;

/// A public key of an ACME account. Private members and unknown types are refused when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kty")]
pub enum Jwk {
    /// A point on a curve.
    #[serde(rename = "EC")]
    Ec(
        /// Which, and where.
        EcKey,
    ),
    /// An RSA key.
    #[serde(rename = "RSA")]
    Rsa(
        /// Its numbers.
        RsaKey,
    ),
}

/// A point on a curve; the coordinates are base64url of exactly the field's octets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EcKey {
    /// `P-256` or `P-384`.
    pub crv: String,
    /// First coordinate.
    pub x: String,
    /// Second coordinate.
    pub y: String,
    /// A private key has no place here; if one comes it is refused.
    #[serde(default, skip_serializing)]
    d: Forbidden,
}

/// An RSA key; the numbers are base64url without leading zero octets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RsaKey {
    /// The modulus.
    pub n: String,
    /// The public exponent.
    pub e: String,
    /// A private key has no place here; if one comes it is refused.
    #[serde(default, skip_serializing)]
    d: Forbidden,
}

/// Why a key or a signature by it is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// The algorithm does not belong to this type of key.
    #[error("the algorithm does not fit the key")]
    Algorithm,
    /// A number is not base64url, or has the wrong length.
    #[error("the key is malformed")]
    Malformed,
    /// The signature is not by this key over these octets.
    #[error("the signature is wrong")]
    Signature,
}

impl Jwk {
    /// The key of an uncompressed P-256 point (`04 ‖ x ‖ y`, 65 octets).
    pub fn p256(point: &[u8]) -> Option<Self> {
        let (&4, xy) = point.split_first()? else { return None };
        let (x, y) = xy.split_at_checked(32)?;
        let (x, y) = (base64url::encode(x), base64url::encode(y));
        (point.len() == 65).then(|| Self::Ec(EcKey { crv: "P-256".into(), x, y, d: Forbidden }))
    }

    /// SHA-256 thumbprint in base64url: required members only, in lexicographic order (RFC 7638 section 3).
    pub fn thumbprint(&self) -> String {
        // Values are base64url or a curve's name once a key could be used, so quoting them needs no escapes.
        let canonical = match self {
            Self::Ec(EcKey { crv, x, y, .. }) => format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#),
            Self::Rsa(RsaKey { n, e, .. }) => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
        };
        base64url::encode(digest::digest(&digest::SHA256, canonical.as_bytes()))
    }

    /// What stands at a challenge (RFC 8555 section 8.1): the token and whose it is.
    pub fn key_authorization(&self, token: &str) -> String {
        format!("{token}.{}", self.thumbprint())
    }

    /// Checks a signature in JWS form (RFC 7518 section 3.4: ECDSA is `r ‖ s`).
    ///
    /// # Errors
    /// [`JwkError`].
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> Result<(), JwkError> {
        let (curve, scheme, octets) = match (self, algorithm) {
            (Self::Ec(_), Algorithm::Es256) => ("P-256", &ECDSA_P256_SHA256_FIXED, 32),
            (Self::Ec(_), Algorithm::Es384) => ("P-384", &ECDSA_P384_SHA384_FIXED, 48),
            (Self::Rsa(key), Algorithm::Rs256) => return key.verify(message, signature),
            _ => return Err(JwkError::Algorithm),
        };
        let Self::Ec(key) = self else { return Err(JwkError::Algorithm) };
        if key.crv != curve {
            return Err(JwkError::Algorithm);
        }
        let mut point = vec![4];
        for coordinate in [&key.x, &key.y] {
            let value = base64url::decode(coordinate).filter(|value| value.len() == octets);
            point.extend(value.ok_or(JwkError::Malformed)?);
        }
        UnparsedPublicKey::new(scheme, point).verify(message, signature).map_err(|_| JwkError::Signature)
    }
}

impl RsaKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), JwkError> {
        let number = |text: &str, octets_max: usize| {
            let value = base64url::decode(text).ok_or(JwkError::Malformed)?;
            let minimal = value.first().is_some_and(|first| *first != 0) && value.len() <= octets_max;
            if minimal { Ok(value) } else { Err(JwkError::Malformed) }
        };
        let key = RsaPublicKeyComponents { n: number(&self.n, RSA_MODULUS_OCTETS_MAX)?, e: number(&self.e, 8)? };
        key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).map_err(|_| JwkError::Signature)
    }
}

/// A member that must not be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Forbidden;

impl<'de> Deserialize<'de> for Forbidden {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("a private key does not belong here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7638 section 3.1.
    #[test]
    fn thumbprint_of_the_rfc() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let text = format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB","alg":"RS256","kid":"2011-04-29"}}"#);
        let key: Jwk = serde_json::from_str(&text).unwrap();
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!(serde_json::to_string(&key).unwrap(), format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#));
    }

    #[test]
    fn refuses_what_is_no_public_key() {
        for text in [
            r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}"#,
            r#"{"kty":"RSA","n":"AQ","e":"AQ","d":"AA"}"#,
            r#"{"kty":"oct","k":"AA"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"AA"}"#,
        ] {
            assert!(serde_json::from_str::<Jwk>(text).is_err(), "{text}");
        }
        assert_eq!(Jwk::p256(&[4; 64]), None);
        assert_eq!(Jwk::p256(&[2; 65]), None);
    }
}
