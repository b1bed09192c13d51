//! Where the shop remembers: SQLite and PostgreSQL behind one seam.
//!
//! Only `db.rs` and its two halves in `db/` name a driver. Reads are plain statements; a write is a [`Changeset`] that
//! commits whole or not at all. There is one module per aggregate: `fn save(&mut Changeset, ..)` writes,
//! `async fn load(&Db, ..)` reads, and the row layout stays private to it.
//!
//! Absent here: decisions, HTTP, JSON of the API, a clock (times are arguments; leases alone use the database's) and
//! secrets in clear. `store` knows `domain` and nothing else of ours.

pub mod access;
pub mod audit;
pub mod ca;
pub mod changeset;
pub mod db;
pub mod decisions;
pub mod idempotency;
pub mod jobs;
pub mod ledger;
pub mod mails;
pub mod migrate;
pub mod orders;
pub mod people;
pub mod reports;
pub mod settings;
pub mod sql;
pub mod verify;
pub mod watches;

pub use changeset::{Changeset, CommitError, Committed, Expect};
pub use db::{Db, DbConfig, DbError};
pub use sql::{Engine, Row, Sql, Value};

/// Rows of one page at most.
pub const PAGE_MAX: u32 = 100;

/// Every statement of this crate, so that a test can prepare each one on both engines.
pub fn statements() -> impl Iterator<Item = &'static Sql> {
    [
        access::STATEMENTS,
        audit::STATEMENTS,
        ca::STATEMENTS,
        db::STATEMENTS,
        idempotency::STATEMENTS,
        jobs::STATEMENTS,
        ledger::STATEMENTS,
        mails::STATEMENTS,
        migrate::STATEMENTS,
        orders::STATEMENTS,
        people::STATEMENTS,
        reports::STATEMENTS,
        settings::STATEMENTS,
        verify::STATEMENTS,
        watches::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The LIMIT of a page: at least one row, at most [`PAGE_MAX`].
fn page(limit: u32) -> u32 {
    limit.clamp(1, PAGE_MAX)
}
