//! Problem documents (RFC 8555 section 6.7, RFC 9457).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Identifier;

/// What every ACME error type starts with.
pub const ERROR_PREFIX: &str = "urn:ietf:params:acme:error:";

/// A problem document. Everything may be missing in real life.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind it is.
    #[serde(rename = "type", default)]
    pub kind: ErrorType,
    /// For people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The HTTP status, repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Problems of single names (section 6.7.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subproblems: Vec<Subproblem>,
}

/// The problem of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subproblem {
    /// What kind it is.
    #[serde(rename = "type", default)]
    pub kind: ErrorType,
    /// For people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Which name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
}

macro_rules! error_types {
    ($($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)?) => {
        /// The error types of RFC 8555 section 6.7 and RFC 9773 section 7.4.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum ErrorType {
            $($(#[$doc])* $variant,)+
            /// Another URI; `about:blank` when none was given.
            Other(
                /// The whole URI.
                String
            ),
            /// None was given.
            #[default]
            None,
        }

        impl ErrorType {
            /// The word after [`ERROR_PREFIX`], or the whole URI of another kind.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(uri) => uri,
                    Self::None => "about:blank",
                }
            }
        }

        impl From<String> for ErrorType {
            fn from(uri: String) -> Self {
                match uri.strip_prefix(ERROR_PREFIX).unwrap_or_default() {
                    $($text => Self::$variant,)+
                    _ if uri.is_empty() || uri == "about:blank" => Self::None,
                    _ => Self::Other(uri),
                }
            }
        }
    };
}

error_types! {
    /// The account does not exist.
    AccountDoesNotExist = "accountDoesNotExist",
    /// The certificate is revoked already.
    AlreadyRevoked = "alreadyRevoked",
    /// A live order replaces that certificate already (RFC 9773).
    AlreadyReplaced = "alreadyReplaced",
    /// The CSR is not acceptable.
    BadCsr = "badCSR",
    /// The nonce is used or unknown: try again with the fresh one.
    BadNonce = "badNonce",
    /// The account's key is not acceptable.
    BadPublicKey = "badPublicKey",
    /// The revocation reason is not allowed.
    BadRevocationReason = "badRevocationReason",
    /// The signature's algorithm is not accepted.
    BadSignatureAlgorithm = "badSignatureAlgorithm",
    /// CAA records forbid issuance.
    Caa = "caa",
    /// See the subproblems.
    Compound = "compound",
    /// The validator could not connect.
    Connection = "connection",
    /// The validator could not resolve.
    Dns = "dns",
    /// The account must be bound to one at the CA.
    ExternalAccountRequired = "externalAccountRequired",
    /// What was placed is wrong.
    IncorrectResponse = "incorrectResponse",
    /// A contact is not valid.
    InvalidContact = "invalidContact",
    /// The profile is unknown (draft-ietf-acme-profiles).
    InvalidProfile = "invalidProfile",
    /// The request cannot be read.
    Malformed = "malformed",
    /// The order cannot be finalized yet.
    OrderNotReady = "orderNotReady",
    /// Too many requests or orders.
    RateLimited = "rateLimited",
    /// The CA does not issue for this name.
    RejectedIdentifier = "rejectedIdentifier",
    /// The CA has an inner error.
    ServerInternal = "serverInternal",
    /// The validator met a TLS error.
    Tls = "tls",
    /// Not allowed.
    Unauthorized = "unauthorized",
    /// The contact's kind is not known.
    UnsupportedContact = "unsupportedContact",
    /// The identifier's kind is not known.
    UnsupportedIdentifier = "unsupportedIdentifier",
    /// Somebody has to visit a page, usually to accept new terms.
    UserActionRequired = "userActionRequired",
}

impl From<ErrorType> for String {
    fn from(kind: ErrorType) -> Self {
        match kind {
            ErrorType::Other(_) | ErrorType::None => kind.as_str().to_owned(),
            known => format!("{ERROR_PREFIX}{}", known.as_str()),
        }
    }
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 8555 section 6.7.1.
    #[test]
    fn subproblems_of_the_rfc() {
        let text = r#"{"type":"urn:ietf:params:acme:error:malformed","detail":"Some of the identifiers requested were rejected",
            "subproblems":[{"type":"urn:ietf:params:acme:error:malformed","detail":"Invalid underscore in DNS name \"_example.org\"",
            "identifier":{"type":"dns","value":"_example.org"}},{"type":"urn:ietf:params:acme:error:rejectedIdentifier",
            "detail":"This CA will not issue for \"example.net\"","identifier":{"type":"dns","value":"example.net"}}]}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.kind, ErrorType::Malformed);
        assert_eq!(problem.subproblems[1].kind, ErrorType::RejectedIdentifier);
        assert_eq!(problem.subproblems[1].identifier, Some(Identifier::dns("example.net")));
        let again = serde_json::to_value(&problem).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(text).unwrap());
    }

    #[test]
    fn error_types_are_read_and_written() {
        for (uri, kind, word) in [
            ("urn:ietf:params:acme:error:badNonce", ErrorType::BadNonce, "badNonce"),
            (
                "urn:ietf:params:acme:error:new",
                ErrorType::Other("urn:ietf:params:acme:error:new".into()),
                "urn:ietf:params:acme:error:new",
            ),
            ("https://ca.example/err", ErrorType::Other("https://ca.example/err".into()), "https://ca.example/err"),
            ("badNonce", ErrorType::Other("badNonce".into()), "badNonce"),
            ("about:blank", ErrorType::None, "about:blank"),
        ] {
            assert_eq!(ErrorType::from(uri.to_owned()), kind);
            assert_eq!(kind.to_string(), word);
            assert_eq!(String::from(kind), uri);
        }
        assert_eq!(serde_json::from_str::<Problem>("{}").unwrap(), Problem::default());
    }
}
