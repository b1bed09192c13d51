//! The shop's decisions: orders, issuances, the ledger, renewal, people, money and the calendar.
//!
//! Absent here: tokio, a clock, randomness, SQL, the network, HTML and sentences. Time, ids and tokens come in as
//! arguments; what goes out is a value ([`Decision`]) that others save and carry out. The types are not `Serialize`:
//! rows belong to `store`, bytes to `wire`.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod dcv;
pub mod decide;
pub mod id;
pub mod issuance;
pub mod job;
pub mod ledger;
pub mod mail;
pub mod money;
pub mod order;
pub mod people;
pub mod renewal;
pub mod time;
pub mod watch;
pub mod world;

pub use decide::{Command, Decision, Refusal, decide};
pub use id::{AccountId, IssuanceId, JobId, MailId, MemberId, OrderId, ReportId, TokenId, TransactionId, ValidationId};
pub use money::Yen;
pub use time::Timestamp;
pub use warifu_pki::{DnsName, Sha256};
