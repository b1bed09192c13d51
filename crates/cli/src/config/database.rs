use std::{fmt, path::PathBuf};

use serde::Deserialize;

/// `[database]`: either a SQLite file or a PostgreSQL server.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Database {
    /// SQLite file, made when absent. For one process.
    pub(crate) path: Option<PathBuf>,
    /// `postgres://user:password@host/name`. For several.
    pub(crate) url: Option<String>,
    /// PostgreSQL connections of this process at most.
    pub(crate) pool_max: usize,
}

impl Default for Database {
    fn default() -> Self {
        Self { path: None, url: None, pool_max: 16 }
    }
}

impl fmt::Debug for Database {
    /// Without the URL, which holds a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("path", &self.path).field("pool_max", &self.pool_max).finish_non_exhaustive()
    }
}
