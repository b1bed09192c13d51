use std::path::PathBuf;

use serde::Deserialize;

/// `[mail]`: the relay that takes the shop's mails.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mail {
    /// Sender address of every mail.
    pub(crate) from: Option<String>,
    /// The relay's host name or address.
    pub(crate) host: Option<String>,
    /// Its port; 465, 587 or 25 by `tls` when absent.
    pub(crate) port: Option<u16>,
    /// How the connection is protected.
    pub(crate) tls: Tls,
    /// Login name, if the relay wants one.
    pub(crate) user: Option<String>,
    /// File with the password on its first line.
    pub(crate) password_file: Option<PathBuf>,
    /// PEM file with the only roots that may vouch for the relay; the public ones when absent.
    pub(crate) root_pem_file: Option<PathBuf>,
    /// Instead of a relay: a folder in which mails are laid down as files.
    pub(crate) directory: Option<PathBuf>,
}

/// How the connection to the relay is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tls {
    /// TLS from the first byte.
    #[default]
    Implicit,
    /// STARTTLS, required.
    Starttls,
    /// Not at all; only to this machine.
    None,
}
