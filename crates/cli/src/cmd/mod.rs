//! The commands, one file each.

pub(crate) mod admin;
pub(crate) mod bundle;
pub(crate) mod cert;
pub(crate) mod csr;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod match_files;
pub(crate) mod order;
pub(crate) mod points;
pub(crate) mod report;
pub(crate) mod serve;
pub(crate) mod work;

use std::io::{self, Write};

use clap::ValueEnum;

use crate::stop::{Doing, Stop};

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: this form is kept stable.
    Json,
}

/// Writes data to standard output. A reader that has gone away is no error.
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    match writeln!(io::stdout().lock(), "{}", text.trim_end()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.doing("standard output"),
    }
}

/// Writes a JSON document to standard output.
pub(crate) fn print_json(value: &serde_json::Value) -> Result<(), Stop> {
    print(&serde_json::to_string_pretty(value).doing("JSON")?)
}

/// `WARIFU_*` and everything else: the settings pick their own.
pub(crate) fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
