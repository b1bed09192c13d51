//! A write is a value. A use case turns its decision into one [`Changeset`]; [`crate::Db::commit`] saves it whole or
//! not at all. Nothing waits inside a transaction, no lock outlives it, and a test can look at a write before it
//! happens.

use crate::{
    DbError,
    sql::{Sql, Value},
};

/// Statements of one changeset at most. An order with its issuances, postings, jobs and mails needs some tens; more is
/// a loop without a limit somewhere.
pub const STEPS_MAX: usize = 2_048;

/// Rows that a statement must touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// This many, otherwise somebody else was faster: the whole changeset is undone.
    Exactly(u64),
    /// Up to this many: with `ON CONFLICT DO NOTHING`, "already there" is as good as written.
    AtMost(u64),
    /// Whatever there is, also nothing.
    Any,
}

impl Expect {
    pub(crate) fn is_met_by(self, rows: u64) -> bool {
        match self {
            Self::Exactly(n) => rows == n,
            Self::AtMost(n) => rows <= n,
            Self::Any => true,
        }
    }
}

/// One statement of a changeset.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) sql: &'static Sql,
    pub(crate) params: Vec<Value>,
    pub(crate) expect: Expect,
    pub(crate) label: &'static str,
}

/// Statements with their parameters and the rows each must touch; saved by [`crate::Db::commit`].
#[derive(Debug, Default)]
#[must_use = "nothing is written before `Db::commit`"]
pub struct Changeset {
    pub(crate) steps: Vec<Step>,
}

impl Changeset {
    /// An empty changeset.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a statement. Its label is its name until [`Self::label`] gives another.
    pub fn add(&mut self, sql: &'static Sql, params: Vec<Value>, expect: Expect) -> &mut Self {
        self.steps.push(Step { sql, params, expect, label: sql.name() });
        self
    }

    /// Names the statement added last, so that [`CommitError::Conflict`] says in the caller's words what was missed.
    pub fn label(&mut self, label: &'static str) -> &mut Self {
        if let Some(step) = self.steps.last_mut() {
            step.label = label;
        }
        self
    }

    /// Appends the statements of `other`.
    pub fn append(&mut self, mut other: Self) -> &mut Self {
        self.steps.append(&mut other.steps);
        self
    }

    /// The labels in order, for tests that look at what would be written.
    pub fn labels(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.steps.iter().map(|step| step.label)
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

/// A changeset that is saved and durable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Rows that each statement touched, in the order of [`Changeset::add`].
    pub counts: Vec<u64>,
}

/// Why a changeset was not saved.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A statement missed its row count or broke a unique constraint: load and decide again, a bounded number of times.
    #[error("lost a race at {label}")]
    Conflict {
        /// Label of the statement.
        label: &'static str,
    },
    /// The database is away, busy or full. Nothing is known to be saved (a COMMIT whose answer got lost may have
    /// been): whoever tries again loads first.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// The statement or its data are wrong; trying again gives the same.
    #[error("write failed: {0}")]
    Failed(String),
}

impl From<DbError> for CommitError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(why) => Self::Unavailable(why),
            other => Self::Failed(other.to_string()),
        }
    }
}
