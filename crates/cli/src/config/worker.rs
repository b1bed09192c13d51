use serde::Deserialize;

/// `[worker]`: jobs.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Worker {
    /// Whether `serve` runs jobs too; `work` always does.
    pub(crate) enabled: bool,
    /// Jobs at the same time in this process.
    pub(crate) concurrency: u32,
}

impl Default for Worker {
    fn default() -> Self {
        Self { enabled: true, concurrency: 4 }
    }
}
