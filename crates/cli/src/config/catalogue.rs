use std::path::PathBuf;

use serde::Deserialize;

/// `[catalogue]`: what the shop sells.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Catalogue {
    /// Folder in the form of the project's `catalogue/`; the built-in one when absent.
    pub(crate) dir: Option<PathBuf>,
}
