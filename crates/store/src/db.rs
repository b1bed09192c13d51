//! The seam: only this file and its two halves, `db/sqlite.rs` and `db/postgres.rs`, name a driver.
//!
//! **SQLite**: one writer thread and a few reader threads over one file in WAL mode. The writer takes whatever waits in
//! its queue, gives each changeset a savepoint inside one `BEGIN IMMEDIATE`, and answers after the COMMIT: concurrent
//! changesets share one fsync, and one that fails is undone without hurting its neighbours.
//! **PostgreSQL**: a pool; the statements of a changeset go out in one flight, COMMIT follows once the row counts are
//! right. Connections are not encrypted: use a unix socket or a private network.

mod postgres;
mod sqlite;

use std::{fmt, future::pending, path::PathBuf, sync::Arc, time::Duration};

use postgres::Postgres;
use sqlite::{Sqlite, Task};

use crate::{
    changeset::{Changeset, CommitError, Committed, STEPS_MAX, Step},
    sql::{Engine, Row, Sql, Value},
};

/// Longest wait for a free connection, for a place in the queue or for another process's lock.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// Rows of one answer at most: lists are paged by 100, so more is a query without its limit.
const ROWS_MAX: usize = 20_000;

/// Which database to open.
#[derive(Clone)]
pub enum DbConfig {
    /// A SQLite file, made when absent.
    Sqlite {
        /// Path of the file; `-wal` and `-shm` lie beside it.
        path: PathBuf,
    },
    /// A PostgreSQL database, created with the C collation so that text sorts as in SQLite.
    Postgres {
        /// `postgres://user:password@host/name` or `host=… user=… dbname=…`.
        url: String,
        /// Connections of this process at most.
        pool_max: usize,
    },
}

impl fmt::Debug for DbConfig {
    /// Without the URL, which holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { path } => write!(f, "Sqlite({})", path.display()),
            Self::Postgres { pool_max, .. } => write!(f, "Postgres(pool_max {pool_max})"),
        }
    }
}

/// Why a read or an open failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database is away, busy or full; try again later.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// The statement is wrong; trying again gives the same.
    #[error("{statement} failed: {why}")]
    Failed {
        /// Name of the statement.
        statement: &'static str,
        /// What the database said, without values.
        why: String,
    },
    /// A stored value is not what the program writes there.
    #[error("{statement} column {column} is not {expected}")]
    Row {
        /// Name of the statement.
        statement: &'static str,
        /// Number of the column, from 1.
        column: usize,
        /// What was expected.
        expected: &'static str,
    },
}

/// A query with its parameters.
pub type Query = (&'static Sql, Vec<Value>);

/// A handle to the database; clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Driver>);

enum Driver {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Opens the database and proves that it answers. Migrates nothing: see [`crate::migrate::run`].
    pub async fn open(config: &DbConfig) -> Result<Self, DbError> {
        let driver = match config {
            DbConfig::Sqlite { path } => Driver::Sqlite(Sqlite::open(path.clone()).await?),
            DbConfig::Postgres { url, pool_max } => Driver::Postgres(Postgres::open(url, *pool_max).await?),
        };
        Ok(Self(Arc::new(driver)))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Driver::Sqlite(_) => Engine::Sqlite,
            Driver::Postgres(_) => Engine::Postgres,
        }
    }

    /// The rows of one statement.
    pub async fn read(&self, sql: &'static Sql, params: Vec<Value>) -> Result<Vec<Row>, DbError> {
        Ok(self.snapshot(vec![(sql, params)]).await?.pop().unwrap_or_default())
    }

    /// The first row of one statement, or `None`.
    pub async fn read_one(&self, sql: &'static Sql, params: Vec<Value>) -> Result<Option<Row>, DbError> {
        Ok(self.read(sql, params).await?.into_iter().next())
    }

    /// The rows of several statements, all of one moment: no commit falls between them.
    pub async fn snapshot(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, DbError> {
        Ok(match &*self.0 {
            Driver::Sqlite(sqlite) => sqlite.snapshot(queries).await?,
            Driver::Postgres(postgres) => postgres.snapshot(&queries).await?,
        })
    }

    /// Runs one writing statement by itself and returns the rows of its RETURNING clause, durable. For claims, whose
    /// answer is the point; everything else is a [`Changeset`].
    pub async fn write_returning(&self, sql: &'static Sql, params: Vec<Value>) -> Result<Vec<Row>, DbError> {
        Ok(match &*self.0 {
            Driver::Sqlite(sqlite) => sqlite.write(Task::Returning((sql, params))).await?.rows,
            Driver::Postgres(postgres) => postgres.query(&(sql, params)).await?,
        })
    }

    /// Saves `changeset` whole or not at all; on `Ok` it is durable. A caller that is cancelled meanwhile does not stop
    /// the commit.
    pub async fn commit(&self, changeset: Changeset) -> Result<Committed, CommitError> {
        if changeset.steps.len() > STEPS_MAX {
            return Err(CommitError::Failed(format!("{} statements in one changeset", changeset.steps.len())));
        }
        let counts = match &*self.0 {
            Driver::Sqlite(sqlite) => sqlite.write(Task::Commit(changeset)).await?.counts,
            Driver::Postgres(postgres) => {
                let postgres = postgres.clone();
                let commit = tokio::spawn(async move { postgres.commit(&changeset).await });
                commit.await.unwrap_or_else(|_| Err(Fault::unavailable("the runtime is stopping")))?
            }
        };
        Ok(Committed { counts })
    }

    /// Runs a script of statements in one transaction, serialised against every other script. For migrations only.
    pub(crate) async fn script(&self, script: String) -> Result<(), DbError> {
        match &*self.0 {
            Driver::Sqlite(sqlite) => drop(sqlite.write(Task::Script(script)).await?),
            Driver::Postgres(postgres) => postgres.script(&script).await?,
        }
        Ok(())
    }

    /// Prepares a statement without running it and, where the engine tells types, checks that its parameters and
    /// columns are of the kinds of [`Value`].
    pub async fn prepare(&self, sql: &'static Sql) -> Result<(), DbError> {
        match &*self.0 {
            Driver::Sqlite(sqlite) => drop(sqlite.write(Task::Prepare(sql)).await?),
            Driver::Postgres(postgres) => postgres.prepare(sql).await?,
        }
        Ok(())
    }

    /// Whether the database answers and can be written to.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.write_returning(&PING, vec![]).await.map(drop)
    }

    /// Resolves when the storage has failed for good: an fsync failed, so nobody knows what the disk holds, and the
    /// process has to end and recover from the file. Never resolves on PostgreSQL.
    pub async fn broken(&self) {
        match &*self.0 {
            Driver::Sqlite(sqlite) => sqlite.broken().await,
            Driver::Postgres(_) => pending().await,
        }
    }
}

/// What went wrong below the seam, before it becomes the caller's kind of error.
#[derive(Clone, Debug)]
struct Fault {
    kind: FaultKind,
    /// Label of the step or name of the statement.
    at: &'static str,
}

#[derive(Clone, Debug)]
enum FaultKind {
    /// A missed row count or a broken unique constraint.
    Conflict,
    /// The same transaction may succeed at once.
    Again(String),
    Unavailable(String),
    Failed(String),
}

impl Fault {
    fn new(kind: FaultKind) -> Self {
        Self { kind, at: "database" }
    }

    fn unavailable(why: impl fmt::Display) -> Self {
        Self::new(FaultKind::Unavailable(why.to_string()))
    }

    fn failed(why: impl fmt::Display) -> Self {
        Self::new(FaultKind::Failed(why.to_string()))
    }

    fn at(self, at: &'static str) -> Self {
        Self { at, ..self }
    }
}

impl From<Fault> for DbError {
    fn from(Fault { kind, at }: Fault) -> Self {
        match kind {
            FaultKind::Unavailable(why) | FaultKind::Again(why) => Self::Unavailable(why),
            FaultKind::Failed(why) => Self::Failed { statement: at, why },
            FaultKind::Conflict => Self::Failed { statement: at, why: "broke a unique constraint".to_owned() },
        }
    }
}

impl From<Fault> for CommitError {
    fn from(Fault { kind, at }: Fault) -> Self {
        match kind {
            FaultKind::Conflict => Self::Conflict { label: at },
            FaultKind::Unavailable(why) | FaultKind::Again(why) => Self::Unavailable(why),
            FaultKind::Failed(why) => Self::Failed(format!("{at}: {why}")),
        }
    }
}

/// Judges the row count of a step.
fn expected(step: &Step, rows: u64) -> Result<u64, Fault> {
    if step.expect.is_met_by(rows) { Ok(rows) } else { Err(Fault::new(FaultKind::Conflict).at(step.label)) }
}

fn too_many_rows(sql: &Sql) -> Fault {
    Fault::failed(format!("more than {ROWS_MAX} rows")).at(sql.name())
}

crate::statements! {
    PING = "SELECT CAST(1 AS {{bigint}})";
}
