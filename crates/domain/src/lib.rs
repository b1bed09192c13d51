//! The shop's decisions: orders, issuances, the ledger, renewal, people, money and the calendar.
//!
//! Absent here: tokio, a clock, randomness, SQL, the network, HTML and sentences. Time, ids and tokens come in as
//! arguments; what goes out is a value ([`Decision`]) that others save and carry out. The types are not `Serialize`:
//! rows belong to `store`, bytes to `wire`.

pub mod calendar;

pub mod id;

pub mod money;

pub mod time;

pub use id::{
    AccountId, IssuanceId, JobId, MailId, MemberId, OrderId, PostingId, TokenId, TransactionId, ValidationId,
};
pub use money::Yen;
pub use time::Timestamp;
pub use warifu_pki::DnsName;
