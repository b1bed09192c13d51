//! Secrets and trust that lie in files beside the settings.

use std::{
    fs,
    path::{Path, PathBuf},
};

use warifu_ca::seal::MasterKey;
use warifu_domain::world::Random;
use warifu_net::TlsTrust;
use warifu_pki::Certificate;

use crate::{
    config::{ConfigError, Secrets},
    files,
    stop::{Doing, Stop},
};

/// The master key from its file. The first start makes it; a file that others can read is refused.
pub(crate) fn master_key(section: &Secrets, random: &dyn Random) -> Result<MasterKey, Stop> {
    let path = section.master_key_file.as_deref().ok_or(ConfigError::missing("secrets.master_key_file"))?;
    let shown = &path.display().to_string();
    if let Some(bytes) = files::read_if_there(path).doing(shown)? {
        if files::is_exposed(path).doing(shown)? {
            let stop = Stop::new(format_args!("{shown}: other users of this machine can read the master key"));
            return Err(stop.hint(format_args!("chmod 600 {shown}")));
        }
        return MasterKey::from_file_contents(&String::from_utf8_lossy(&bytes)).doing(shown);
    }
    let key = MasterKey::generate(random);
    files::replace(path, key.to_file_contents().as_bytes()).doing(shown)?;
    tracing::warn!(path = shown, "made a new master key: keep a copy apart from the database's backups");
    Ok(key)
}

/// The first line of a secret's file.
pub(crate) fn first_line(path: &Path) -> Result<String, Stop> {
    let text = fs::read_to_string(path).doing(path.display())?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        Err(Stop::new(format_args!("{}: the first line is empty", path.display())))
    } else {
        Ok(line.to_owned())
    }
}

/// Whom to trust: the roots in a PEM file, or the public ones.
pub(crate) fn trust(roots: Option<&Path>) -> Result<TlsTrust, Stop> {
    let Some(path) = roots else { return Ok(TlsTrust::WebPki) };
    Ok(TlsTrust::Roots(roots_of(path)?))
}

fn roots_of(path: &Path) -> Result<Vec<Vec<u8>>, Stop> {
    let pem = fs::read(path).doing(path.display())?;
    let roots = Certificate::from_pem_all(&pem)
        .map_err(|finding| Stop::new(format_args!("{}: {}", path.display(), finding.code)))?;
    Ok(roots.iter().map(|root| root.der().to_vec()).collect())
}

/// Where a demonstration keeps its master key.
pub(crate) fn in_folder(folder: &Path) -> PathBuf {
    folder.join("master.key")
}
