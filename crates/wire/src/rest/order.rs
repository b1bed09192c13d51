//! Orders with their issuances and validations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Finding;

/// An application for a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOrder {
    /// Id of the product.
    pub product: String,
    /// Names to be certified, the main one first; those of the CSR when empty.
    #[serde(default)]
    pub names: Vec<String>,
    /// The PKCS#10 request as PEM, at most 64 KiB. Never send a private key.
    pub csr: String,
    /// Length of the term; the product's shortest when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_months: Option<u32>,
    /// Who runs the site.
    pub subscriber: Subscriber,
    /// Where the certificate is sent; the applying member when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_email: Option<String>,
    /// How to pay: `points`.
    pub payment: String,
    /// How to prove the names: `http-01` or `dns-01`; the product's first fitting method when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_method: Option<String>,
    /// Id of the order that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<String>,
}

/// Another certificate inside the paid term, usually for a new key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReissueOrder {
    /// The new PKCS#10 request as PEM, for the same names.
    pub csr: String,
}

/// The end user who runs the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Subscriber {
    /// Name of the person.
    pub name: String,
    /// Their mail address.
    pub email: String,
    /// Legal name of the organisation; needed for OV and EV.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Nothing goes to a CA before it is paid.
    AwaitingPayment,
    /// Paid.
    Active,
    /// The term is over.
    Ended,
    /// Cancelled before a certificate was issued.
    Cancelled,
    /// Not paid in time.
    Lapsed,
}

/// Where an issuance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssuanceStatus {
    /// The CA is being asked what to prove.
    Preparing,
    /// Control of the names has to be proven.
    Validating,
    /// The CA has been asked for the certificate.
    Submitted,
    /// The certificate is here.
    Issued,
    /// Every address of every name presents it.
    Served,
    /// A newer one is served in its place.
    Replaced,
    /// The CA has revoked it.
    Revoked,
    /// It ended without a certificate.
    Failed,
}

/// Why an issuance was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssuancePurpose {
    /// The order's first certificate.
    First,
    /// The next one inside the paid term.
    Continue,
    /// The customer asked for a new one.
    Reissue,
}

/// How far the proof of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValidationStatus {
    /// What the instructions say has to be placed.
    Pending,
    /// The shop has seen it in place.
    Found,
    /// The CA has seen it.
    Valid,
    /// The CA has looked and refused.
    Invalid,
}

/// The purchase of a term for a set of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// Id of the product.
    pub product: String,
    /// The names, the main one first.
    pub names: Vec<String>,
    /// Price without tax, frozen at application.
    pub price_yen: i64,
    /// Consumption tax.
    pub tax_yen: i64,
    /// What is paid.
    pub total_yen: i64,
    /// Length of the term.
    pub term_months: u32,
    /// When it was applied for.
    #[schema(format = DateTime)]
    pub applied_at: String,
    /// Last moment to pay.
    #[schema(format = DateTime)]
    pub due_at: String,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub paid_at: Option<String>,
    /// The term, once the first certificate has begun it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// Who runs the site.
    pub subscriber: Subscriber,
    /// Where the certificate is sent.
    pub delivery_email: String,
    /// How it is paid: `points`.
    pub payment: String,
    /// How names are proven; absent when the CA arranges it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation_method: Option<String>,
    /// Id of the order that this one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<String>,
    /// What happens next.
    pub next_action: NextAction,
    /// The certificates of the term, oldest first.
    pub issuances: Vec<Issuance>,
    /// What the shop advises about the CSR that was just sent, when the order is placed or the certificate reissued.
    /// None of it stood in the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Finding>,
}

/// From one moment to another, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Term {
    /// First moment.
    #[schema(format = DateTime)]
    pub from: String,
    /// Last moment.
    #[schema(format = DateTime)]
    pub to: String,
}

/// What happens next and who must act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NextAction {
    /// What: `customer_pays`, `customer_proves`, `customer_installs`, `shop_prepares`, `shop_watches`, `ca_validates`,
    /// `ca_issues`, `staff_issues`, `staff_decides` or `nothing`.
    pub code: String,
    /// Who: `customer`, `staff`, `shop`, `ca` or `nobody`.
    pub who: String,
}

/// One CSR on its way to one certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Issuance {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub status: IssuanceStatus,
    /// 1 for the order's first, then counting.
    pub sequence: u32,
    /// Why it was begun.
    pub purpose: IssuancePurpose,
    /// SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal.
    pub spki_sha256: String,
    /// Serial number in hexadecimal, once issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// First moment of the certificate's validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub not_before: Option<String>,
    /// Last moment of its validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub not_after: Option<String>,
    /// Why it ended without a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<IssuanceFailure>,
    /// What the daily check found last, while the certificate is in use; only in the answer about one order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_check: Option<super::InstallCheck>,
    /// Proofs of the names; empty until the CA has asked.
    pub validations: Vec<Validation>,
}

/// Why an issuance ended without a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IssuanceFailure {
    /// A stable code.
    pub code: String,
    /// The same for people.
    pub message: String,
}

/// Proof of control of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Validation {
    /// The name.
    pub name: String,
    /// `http-01` or `dns-01`.
    pub method: String,
    /// How far it is.
    pub status: ValidationStatus,
    /// Exactly what to place; `null` when earlier evidence counts again.
    pub instructions: Option<Instructions>,
}

/// Exactly what to place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Instructions {
    /// A file readable at this URL.
    File {
        /// Where the CA reads it.
        url: String,
        /// All of its content.
        content: String,
    },
    /// A TXT record.
    Txt {
        /// Its fully qualified name.
        record: String,
        /// Its value, without quotes.
        value: String,
    },
}

/// One entry of an order's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Event {
    /// Counts from 1 without gaps.
    pub seq: u64,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who.
    pub actor: EventActor,
    /// What.
    pub code: String,
    /// The values that the message speaks of.
    pub params: BTreeMap<String, String>,
    /// The issuance it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuance: Option<String>,
    /// The same for people.
    pub message: String,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventActor {
    /// `customer`, `staff` or `system`.
    pub kind: String,
    /// The member, if a person acted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_refuse_what_they_do_not_know() {
        let subscriber = r#""subscriber":{"name":"A","email":"a@example.jp"}"#;
        for (body, accepted) in [
            (format!(r#"{{"product":"p","csr":"c","payment":"points",{subscriber}}}"#), true),
            (format!(r#"{{"product":"p","names":[],"csr":"c","payment":"points",{subscriber}}}"#), true),
            (format!(r#"{{"product":"p","csr":"c","payment":"points","nmaes":[],{subscriber}}}"#), false),
            (format!(r#"{{"csr":"c","payment":"points",{subscriber}}}"#), false),
        ] {
            assert_eq!(serde_json::from_str::<CreateOrder>(&body).is_ok(), accepted, "{body}");
        }
    }

    #[test]
    fn instructions_say_their_type() {
        for (instructions, json) in [
            (
                Instructions::File { url: "http://a.test/x".to_owned(), content: "y".to_owned() },
                r#"{"type":"file","url":"http://a.test/x","content":"y"}"#,
            ),
            (
                Instructions::Txt { record: "_acme-challenge.a.test".to_owned(), value: "z".to_owned() },
                r#"{"type":"txt","record":"_acme-challenge.a.test","value":"z"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&instructions).unwrap(), json);
            assert_eq!(serde_json::from_str::<Instructions>(json).unwrap(), instructions);
        }
    }
}
