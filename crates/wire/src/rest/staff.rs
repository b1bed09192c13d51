//! What the shop's people see and do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::order::Event;

/// A certificate that the CA issued to staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadCertificate {
    /// PEM, the leaf first, then the intermediates.
    pub certificate: String,
}

/// What to type at the CA for an issuance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrderSheet {
    /// Line by line.
    pub lines: Vec<SheetLine>,
}

/// One line of an order sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SheetLine {
    /// What it is.
    pub name: String,
    /// What to type.
    pub value: String,
}

/// A unit of work behind the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// What it does.
    pub kind: String,
    /// What it does it to.
    pub key: String,
    /// Where it stands; `dead` waits for staff.
    pub state: String,
    /// When it runs, or ran.
    #[schema(format = DateTime)]
    pub run_at: String,
    /// How often it was tried.
    pub attempts: u32,
    /// What went wrong the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
}

/// A customer's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Mail address of its first member.
    pub email: String,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// One entry of the shop's audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuditEntry {
    /// The order it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// What happened.
    pub event: Event,
}
