use std::path::PathBuf;

use serde::Deserialize;

/// `[secrets]`: what protects the keys in the database.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Secrets {
    /// File with the master key, readable by the shop's user alone. Without it the database's keys are lost: keep a
    /// copy in another place than the database's backup.
    pub(crate) master_key_file: Option<PathBuf>,
}
