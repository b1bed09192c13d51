//! The resources of RFC 8555 section 7.1 and what is posted to them. Times are RFC 3339 texts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Jws, Problem};

/// Where everything is (section 7.1.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    /// Gives nonces.
    pub new_nonce: String,
    /// Makes accounts.
    pub new_account: String,
    /// Makes orders.
    pub new_order: String,
    /// Revokes certificates.
    pub revoke_cert: String,
    /// Changes an account's key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_change: Option<String>,
    /// Tells when to renew (RFC 9773).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_info: Option<String>,
    /// About the CA.
    #[serde(default)]
    pub meta: DirectoryMeta,
}

/// About the CA.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryMeta {
    /// The terms to agree to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_of_service: Option<String>,
    /// Names that a CAA record may carry for this CA.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caa_identities: Vec<String>,
    /// Whether an account must be bound to one at the CA (section 7.3.4).
    #[serde(default)]
    pub external_account_required: bool,
    /// Profiles and what they are (draft-ietf-acme-profiles).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profiles: BTreeMap<String, String>,
}

/// Asks for an account (section 7.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewAccount {
    /// `mailto:` URLs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
    /// Agreement to the terms.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub terms_of_service_agreed: bool,
    /// Only look whether the key has an account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_return_existing: bool,
    /// The account's key, signed with the key that the CA gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_account_binding: Option<Jws>,
}

/// An account (section 7.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whether it may be used.
    pub status: AccountStatus,
    /// `mailto:` URLs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
    /// Lists its orders; many CAs have no such list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<String>,
}

/// Whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    /// It may.
    Valid,
    /// Its owner has given it up.
    Deactivated,
    /// The CA has closed it.
    Revoked,
}

/// A page of an account's orders (section 7.1.2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// Their URLs.
    #[serde(default)]
    pub orders: Vec<String>,
}

/// A name (section 9.7.7).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier {
    /// `dns`, or `ip` (RFC 8738).
    #[serde(rename = "type")]
    pub kind: String,
    /// The name.
    pub value: String,
}

impl Identifier {
    /// A DNS name, possibly a wildcard.
    pub fn dns(name: impl Into<String>) -> Self {
        Self { kind: "dns".into(), value: name.into() }
    }
}

/// Asks for an order (section 7.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewOrder {
    /// The names.
    pub identifiers: Vec<Identifier>,
    /// Wanted validity; most CAs refuse it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// Wanted validity; most CAs refuse it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    /// One of the directory's profiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The certificate that this order replaces (RFC 9773 section 5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// An order (section 7.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Where it stands.
    pub status: OrderStatus,
    /// Until when the CA keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The names.
    pub identifiers: Vec<Identifier>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Problem>,
    /// What has to be proven, by URL.
    #[serde(default)]
    pub authorizations: Vec<String>,
    /// Takes the CSR.
    pub finalize: String,
    /// Gives the chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// The certificate that this order replaces (RFC 9773 section 5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// Where an order stands (section 7.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderStatus {
    /// Something has to be proven.
    Pending,
    /// The CSR may be sent.
    Ready,
    /// The CA is issuing.
    Processing,
    /// The certificate is there.
    Valid,
    /// Nothing comes of it any more. Some CAs say it in the words of the authorization that ended it.
    #[serde(alias = "deactivated", alias = "expired", alias = "revoked")]
    Invalid,
}

/// What has to be proven for one name (section 7.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorization {
    /// The name, without `*.`.
    pub identifier: Identifier,
    /// Where it stands.
    pub status: AuthorizationStatus,
    /// Until when it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// The ways to prove it.
    #[serde(default)]
    pub challenges: Vec<Challenge>,
    /// Whether the order asks for the wildcard of the name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wildcard: bool,
}

/// Where an authorization stands (section 7.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorizationStatus {
    /// Not proven yet.
    Pending,
    /// Proven.
    Valid,
    /// Not proven, and it cannot be any more.
    Invalid,
    /// Its owner has given it up.
    Deactivated,
    /// Its time is over.
    Expired,
    /// The CA has taken it back.
    Revoked,
}

/// One way to prove control (section 7.1.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// `http-01`, `dns-01`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Takes the word that everything is in place.
    pub url: String,
    /// Where it stands.
    pub status: ChallengeStatus,
    /// What goes into the proof; some kinds have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// When it was proven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validated: Option<String>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Problem>,
}

/// Where a challenge stands (section 7.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChallengeStatus {
    /// Nobody has said that it is in place.
    Pending,
    /// The CA is looking.
    Processing,
    /// Proven.
    Valid,
    /// Not proven.
    Invalid,
}

/// Sends the CSR (section 7.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finalize {
    /// base64url of its DER.
    pub csr: String,
}

/// Asks for revocation (section 7.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeCert {
    /// base64url of its DER.
    pub certificate: String,
    /// RFC 5280 section 5.3.1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<u8>,
}

/// When to renew (RFC 9773 section 4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewalInfo {
    /// A random moment in here.
    #[serde(rename = "suggestedWindow")]
    pub suggested_window: SuggestedWindow,
    /// A page that says why.
    #[serde(rename = "explanationURL", default, skip_serializing_if = "Option::is_none")]
    pub explanation_url: Option<String>,
}

/// From one moment to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedWindow {
    /// First moment.
    pub start: String,
    /// Last moment.
    pub end: String,
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    use super::*;

    /// What is read is written again, but for members that we do not know.
    fn check<T: Serialize + DeserializeOwned>(text: &str, unknown: &[&str]) -> T {
        let mut value: Value = serde_json::from_str(text).unwrap();
        let object: T = serde_json::from_str(text).unwrap();
        unknown.iter().for_each(|member| drop(value.as_object_mut().unwrap().remove(*member)));
        assert_eq!(serde_json::to_value(&object).unwrap(), value);
        object
    }

    /// The examples of RFC 8555 sections 7.1.1 to 7.1.4 and RFC 9773 section 4.2, shortened.
    #[test]
    fn objects_of_the_rfcs() {
        let directory: Directory = check(
            r#"{"newNonce":"https://ca/n","newAccount":"https://ca/a","newOrder":"https://ca/o","newAuthz":"https://ca/z",
            "revokeCert":"https://ca/r","keyChange":"https://ca/k","meta":{"termsOfService":"https://ca/terms",
            "caaIdentities":["ca.example"],"externalAccountRequired":false}}"#,
            &["newAuthz"],
        );
        assert_eq!(directory.renewal_info, None);
        let account: Account = check(
            r#"{"status":"valid","contact":["mailto:cert-admin@example.org"],"termsOfServiceAgreed":true,"orders":"https://ca/o/1"}"#,
            &["termsOfServiceAgreed"],
        );
        assert_eq!(account.status, AccountStatus::Valid);
        let order: Order = check(
            r#"{"status":"valid","expires":"2016-01-20T14:09:07.99Z","identifiers":[{"type":"dns","value":"www.example.org"}],
            "notBefore":"2016-01-01T00:00:00Z","authorizations":["https://ca/z/1"],"finalize":"https://ca/f","certificate":"https://ca/c"}"#,
            &["notBefore"],
        );
        assert_eq!(order.identifiers, [Identifier::dns("www.example.org")]);
        let authz: Authorization = check(
            r#"{"status":"valid","expires":"2018-09-09T14:09:01.13Z","identifier":{"type":"dns","value":"www.example.org"},
            "challenges":[{"type":"http-01","url":"https://ca/ch","status":"valid","validated":"2014-12-01T12:05:13.72Z",
            "token":"IlirfxKKXAsHtmzK29Pj8A"}]}"#,
            &[],
        );
        assert!(!authz.wildcard);
        let _: RenewalInfo = check(
            r#"{"suggestedWindow":{"start":"2025-01-02T04:00:00Z","end":"2025-01-03T04:00:00Z"},"explanationURL":"https://ca/docs"}"#,
            &[],
        );
        let _: NewAccount = check(r#"{"onlyReturnExisting":true}"#, &[]);
        let _: NewOrder = check(r#"{"identifiers":[{"type":"dns","value":"*.example.org"}],"profile":"short"}"#, &[]);
        let _: RevokeCert = check(r#"{"certificate":"AA","reason":4}"#, &[]);
    }
}
