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

#[cfg(test)]
mod tests {
    use super::*;

    const PAYLOAD: &str =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    /// RFC 7515 appendices A.2 and A.3, and each with one thing changed.
    #[test]
    fn signatures_of_the_rfc() {
        let rsa = r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#;
        let rsa_signature = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
        let ec = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
        let ec_signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        let longer = ec_signature.replace("DtEh", "AADtEh");
        let wrong_curve = ec.replace("P-256", "P-384");
        let short_x = ec.replace("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "f83O");
        for (key, algorithm, header, signature, expected) in [
            (ec, Algorithm::Es256, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Ok(())),
            (rsa, Algorithm::Rs256, "eyJhbGciOiJSUzI1NiJ9", rsa_signature, Ok(())),
            (ec, Algorithm::Es256, "eyJhbGciOiJFUzI1NiJ8", ec_signature, Err(JwkError::Signature)),
            (rsa, Algorithm::Rs256, "eyJhbGciOiJSUzI1NiJ8", rsa_signature, Err(JwkError::Signature)),
            (ec, Algorithm::Es256, "eyJhbGciOiJFUzI1NiJ9", &longer, Err(JwkError::Signature)),
            (ec, Algorithm::Es384, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Err(JwkError::Algorithm)),
            (ec, Algorithm::Rs256, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Err(JwkError::Algorithm)),
            (ec, Algorithm::Hs256, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Err(JwkError::Algorithm)),
            (&wrong_curve, Algorithm::Es256, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Err(JwkError::Algorithm)),
            (&short_x, Algorithm::Es256, "eyJhbGciOiJFUzI1NiJ9", ec_signature, Err(JwkError::Malformed)),
        ] {
            let key: Jwk = serde_json::from_str(key).unwrap();
            let signature = base64url::decode(signature).unwrap();
            let message = format!("{header}.{PAYLOAD}");
            assert_eq!(key.verify(algorithm, message.as_bytes(), &signature), expected, "{header} {algorithm:?}");
        }
    }

    /// The value was computed with Python's hmac.
    #[test]
    fn shared_keys_sign_and_verify() {
        let key: Vec<u8> = (0..32).collect();
        let url = "https://ca.example/new-account".to_owned();
        let header = Header { alg: Algorithm::Hs256, nonce: None, url, key: KeyRef::Kid("kid-1".into()) };
        let signed = Jws::sign_hs256(&header, br#"{"kty":"EC"}"#, &key);
        assert_eq!(signed.signature, "-z9kJtYNAv6w_XX14-8Re1aURWbEMCJX86KDnNdUckI");
        assert_eq!(signed.header().unwrap(), header);
        assert_eq!(signed.payload().unwrap(), br#"{"kty":"EC"}"#);
        assert_eq!(signed.verify_hs256(&key), Ok(()));
        assert_eq!(signed.verify_hs256(&key[1..]), Err(JwkError::Signature.into()));
        let other = Jws { payload: base64url::encode("{}"), ..signed };
        assert_eq!(other.verify_hs256(&key), Err(JwkError::Signature.into()));
    }

    /// RFC 8555 section 6.2: flattened form, everything protected, one of `jwk` and `kid`.
    #[test]
    fn reads_strictly() {
        let header = |json: &str| {
            let jws = Jws { protected: base64url::encode(json), payload: String::new(), signature: String::new() };
            jws.header().is_ok()
        };
        for (json, good) in [
            (r#"{"alg":"ES256","kid":"https://ca/a/1","nonce":"n","url":"https://ca/o"}"#, true),
            (r#"{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},"url":"u","b64":true}"#, true),
            (r#"{"alg":"ES256","nonce":"n","url":"https://ca/o"}"#, false),
            (r#"{"alg":"ES256","kid":"k","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},"url":"u"}"#, false),
            (r#"{"alg":"none","kid":"k","url":"u"}"#, false),
            (r#"{"alg":"ES256","kid":"k"}"#, false),
            (r#"{"alg":"ES256","kid":"k","url":"u","crit":["exp"]}"#, false),
            ("[]", false),
        ] {
            assert_eq!(header(json), good, "{json}");
        }
        for (json, good) in [
            (r#"{"protected":"","payload":"","signature":""}"#, true),
            (r#"{"protected":"","payload":"","signature":"","header":{}}"#, false),
            (r#"{"payload":"","signatures":[{"protected":"","signature":""}]}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<Jws>(json).is_ok(), good, "{json}");
        }
    }
}
