//! `demo.json`: everything that somebody who tries the demonstration, or a test, needs to know.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::files;

/// The file's content.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Facts {
    pub(crate) url: String,
    pub(crate) customer: Login,
    pub(crate) staff: Login,
    pub(crate) ca_root_pem_path: PathBuf,
    pub(crate) mailbox_url: String,
    pub(crate) sandbox_url: String,
    /// Path of the SQLite file, or the PostgreSQL URL.
    pub(crate) database: String,
    pub(crate) pid: u32,
}

/// How one of the two people gets in.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) api_token: String,
}

/// What a second start needs of the file: it may have been written half-way through the first.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Logins {
    pub(super) customer: Login,
    pub(super) staff: Login,
}

impl Facts {
    /// Writes the file for the owner's eyes only.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        write(path, self)
    }
}

impl Logins {
    /// What an earlier start has written.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        Ok(match files::read_if_there(path)? {
            Some(bytes) => serde_json::from_slice(&bytes)?,
            None => Self::default(),
        })
    }

    /// Writes them before they are used: a password must not be lost once a member has it.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        write(path, self)
    }
}

fn write(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    files::replace(path, &bytes)
}
