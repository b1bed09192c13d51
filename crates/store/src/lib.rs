//! Where the shop remembers: SQLite and PostgreSQL behind one seam.
//!
//! Only `db.rs` names a driver. Reads are plain statements; a write is a [`Changeset`] that commits whole or not at all.
//! There is one module per aggregate: `fn save(&mut Changeset, ..)` writes, `async fn load(&Db, ..)` reads, and the row
//! layout stays private to it.
//!
//! Absent here: decisions, HTTP, JSON of the API, a clock (times are arguments; leases alone use the database's) and
//! secrets in clear. `store` knows `domain` and nothing else of ours.

pub mod changeset;
pub mod db;
pub mod migrate;
pub mod sql;

pub use changeset::{Changeset, CommitError, Committed, Expect};
pub use db::{Db, DbConfig, DbError};
pub use sql::{Engine, Row, Sql, Value};

/// Every statement of this crate, so that a test can prepare each one on both engines.
pub fn statements() -> impl Iterator<Item = &'static Sql> {
    [migrate::STATEMENTS].into_iter().flatten().copied()
}
