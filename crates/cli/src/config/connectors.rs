use std::path::PathBuf;

use serde::Deserialize;

/// `[connectors.NAME]`: an account at a CA that speaks ACME (RFC 8555). Products name it as their connector.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Acme {
    /// URL of the directory; `https` only.
    pub(crate) directory: String,
    /// Mail address that the CA may write to.
    pub(crate) contact: Option<String>,
    /// Whether you have read and agree to the CA's terms of service; most CAs ask for it (RFC 8555 7.3).
    pub(crate) terms_agreed: bool,
    /// A profile of the CA's directory, if it offers several.
    pub(crate) profile: Option<String>,
    /// Key identifier of the external account binding (RFC 8555 7.3.4).
    pub(crate) eab_kid: Option<String>,
    /// File with its MAC key in base64url on the first line.
    pub(crate) eab_hmac_file: Option<PathBuf>,
    /// PEM file with the only roots that may vouch for the CA's own server; the public ones when absent.
    pub(crate) root_pem_file: Option<PathBuf>,
}
