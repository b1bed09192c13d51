use serde::Deserialize;
use tracing::Level;

/// `[log]`: what goes to stderr.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// One line of text or one JSON object per event.
    pub(crate) format: Format,
    /// The least important level shown; a release build knows nothing below `debug`, which keeps it small.
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) level: Level,
}

/// The shape of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For collectors.
    Json,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: Format::Text, level: Level::INFO }
    }
}
