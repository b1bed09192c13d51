//! Refusals, as RFC 9457 problem details.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a request was refused (RFC 9457), as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Page that explains it, relative to the shop: `/help/problems/CODE`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What kind of refusal it is, for people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable code for programs.
    pub code: String,
    /// What is wrong with this request, for people.
    pub detail: String,
    /// The field at fault, as `subscriber.email`, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What to do next, for people.
    pub next_step: String,
    /// Everything that is wrong, when there is more to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Name this to the shop's staff; it is also in the reply's `x-request-id`.
    pub request_id: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// The field at fault, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A stable code for programs.
    pub code: String,
    /// The same for people.
    pub message: String,
    /// What to do next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<String>,
    /// `error`, `warning` or `notice`, for findings of the inspector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
}
