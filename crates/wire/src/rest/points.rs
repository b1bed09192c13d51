//! Prepaid points; one point is one yen.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account's points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Points {
    /// What can be spent.
    pub balance: i64,
    /// What is set aside for orders on their way.
    pub held: i64,
    /// Movements, the newest first.
    pub entries: Vec<PointsEntry>,
    /// Pass it as `cursor` for older entries; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One movement of an account's points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointsEntry {
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// `top_up`, `hold`, `capture` or `release`.
    pub kind: String,
    /// By how much the balance changed.
    pub balance_change: i64,
    /// By how much the points set aside changed.
    pub held_change: i64,
    /// The order it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The bank's or staff's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// A bank transfer that becomes points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditPoints {
    /// Id of the account, or the mail address of one of its members.
    pub account: String,
    /// Yen received.
    pub amount: i64,
    /// The bank's reference. The same reference for the same account a second time credits nothing more.
    pub reference: String,
}
