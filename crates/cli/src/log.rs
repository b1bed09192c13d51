//! Events to standard error: text for people, JSON for collectors. Standard output is for data only.

use std::io;

use tracing::Level;
use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{Log, LogFormat};

/// Finer choices than `log.level`, in the form `warifu_net=debug,info`. Not `WARIFU_LOG_…`: that would be a setting.
const VARIABLE: &str = "WARIFU_TRACE";

/// Begins to write events. Calling it again changes nothing.
pub(crate) fn start(section: &Log) {
    let filter = EnvFilter::try_from_env(VARIABLE).unwrap_or_else(|_| EnvFilter::new(default_filter(section.level)));
    let builder = fmt().with_env_filter(filter).with_writer(io::stderr);
    // An error only means that somebody has started already.
    let _ = match section.format {
        LogFormat::Text => builder.with_ansi(io::IsTerminal::is_terminal(&io::stderr())).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}

/// Our own events at the level asked for, others' from warnings on.
fn default_filter(level: Level) -> String {
    let own = ["app", "ca", "doctor", "net", "store", "web"].map(|part| format!("warifu_{part}={level}"));
    format!("warn,warifu={level},{}", own.join(","))
}
