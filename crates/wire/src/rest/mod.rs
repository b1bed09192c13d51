//! The REST API's JSON: snake case, times as RFC 3339 in UTC, money in whole yen. The OpenAPI document is made from
//! these types, the server writes them and the `warifu` client reads them.
//!
//! Requests refuse unknown fields, so a misspelt option is an error and not ignored. Replies may gain fields: clients
//! ignore what they do not know. Codes are stable; messages are for people and change with the language.

mod catalogue;
mod certificate;
mod csr;
mod order;
mod points;
mod problem;
mod site;
mod staff;
mod token;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use catalogue::{Product, TermPrice};
pub use certificate::{Certificate, CertificateInspection, Chain, InspectCertificates};
pub use csr::{CsrInspection, Finding, InspectCsr, InstallCheck, Severity};
pub use order::{
    CreateOrder, Event, EventActor, Instructions, Issuance, IssuanceFailure, IssuancePurpose, IssuanceStatus,
    NextAction, Order, OrderStatus, ReissueOrder, Subscriber, Term, Validation, ValidationStatus,
};
pub use points::{CreditPoints, Points, PointsEntry};
pub use problem::{FieldError, Problem};
pub use site::{
    KeptSiteReport, LookAtSite, SiteAddress, SiteClient, SiteHandshake, SiteReport, SiteReportEntry, SiteStage,
    SiteVersion,
};
pub use staff::{Account, AuditEntry, Job, OrderSheet, SheetLine, UploadCertificate};
pub use token::{CreateToken, CreatedToken, Token};

/// Longest request body in bytes: a CSR of 64 KiB in JSON with a hundred names, and room.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// Longest `Idempotency-Key`, in characters.
pub const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// Most items of one page of a list.
pub const PAGE_LIMIT_MAX: u32 = 100;

/// Items of one page when the request names no limit.
pub const PAGE_LIMIT_DEFAULT: u32 = 20;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Pass it as `cursor` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
