//! The sample sites: the customer's own machines. Their keys are made and kept here, below one folder, and nothing of
//! the shop ever sees them.
//!
//! A site is a folder named after its host: `placed.json` (files and TXT records), `csr.pem` (the newest request),
//! `keys/SPKI.pem` (a key for each request), `installed.pem` (the chain it serves with its key, in one file, so that
//! the two always belong together).

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use serde::{Deserialize, Serialize};
use warifu_domain::{DnsName, dcv::Instruction};
use warifu_pki::Sha256;

use super::{
    keys::{self, Installed, PairError},
    world,
};
use crate::files;

/// Sites of one sandbox; a kill test has a few hundred.
const SITES_MAX: usize = 10_000;
/// Proofs that one site holds; the oldest go when a reissue brings new ones.
const PLACED_MAX: usize = 100;

/// Every site, in memory and below one folder.
pub(crate) struct Sites {
    folder: PathBuf,
    by_host: RwLock<BTreeMap<String, Arc<Site>>>,
}

/// What one site holds. Replaced as a whole, so a reader never sees a half-made change.
#[derive(Clone, Default)]
pub(crate) struct Site {
    placed: Placed,
    /// The newest request, PEM.
    pub(crate) csr: Option<String>,
    /// What it serves.
    pub(crate) installed: Option<Arc<Installed>>,
}

/// What was put there to prove the name.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Placed {
    /// Content by path.
    files: BTreeMap<String, String>,
    /// Values by record.
    txt: BTreeMap<String, Vec<String>>,
}

/// Why a site did not do what it was told.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SiteError {
    /// Not a name below `.test`.
    #[error("not a name of the sandbox")]
    Name,
    /// There are as many sites as there may be.
    #[error("too many sites")]
    TooMany,
    /// Certificate and key cannot be used.
    #[error(transparent)]
    Pair(#[from] PairError),
    /// The file system.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Sites {
    /// Reads the sites below `folder`. A site with a broken file starts without what that file held: it is a customer's
    /// machine, not the shop.
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        files::private_dir(&folder)?;
        let mut by_host = BTreeMap::new();
        for entry in fs::read_dir(&folder)?.take(SITES_MAX) {
            let entry = entry?;
            if let Some(host) = entry.file_name().to_str().filter(|name| host_of(name).is_ok()) {
                by_host.insert(host.to_owned(), Arc::new(Site::read(&entry.path())));
            }
        }
        Ok(Self { folder, by_host: RwLock::new(by_host) })
    }

    /// Every site by host.
    pub(crate) fn list(&self) -> Vec<(String, Arc<Site>)> {
        self.read().iter().map(|(host, site)| (host.clone(), Arc::clone(site))).collect()
    }

    /// What the site of a name holds; nothing yet when nobody has touched it.
    pub(crate) fn get(&self, host: &str) -> Arc<Site> {
        self.read().get(host).cloned().unwrap_or_default()
    }

    /// The site with that name, made if need be.
    pub(crate) fn make(&self, name: &str) -> Result<String, SiteError> {
        let host = host_of(name)?;
        self.change(&host, |_, _| Ok(()))?;
        Ok(host)
    }

    /// Puts a proof where its instruction says.
    pub(crate) fn place(&self, name: &str, instruction: &Instruction) -> Result<(), SiteError> {
        self.change(&host_of(name)?, |site, folder| {
            match instruction {
                Instruction::File { url, content } => {
                    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
                    site.placed.files.insert(path.unwrap_or("/").to_owned(), content.clone());
                    limit(&mut site.placed.files);
                }
                Instruction::Txt { record, value } => {
                    let values = site.placed.txt.entry(record.to_ascii_lowercase()).or_default();
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                    let surplus = values.len().saturating_sub(PLACED_MAX);
                    values.drain(..surplus);
                    limit(&mut site.placed.txt);
                }
            }
            Ok(files::replace(
                &folder.join("placed.json"),
                &serde_json::to_vec(&site.placed).map_err(io::Error::from)?,
            )?)
        })
    }

    /// Makes a new key and a request for `name`; the key stays in the site's folder.
    pub(crate) fn request(&self, name: &DnsName) -> Result<String, SiteError> {
        let made = keys::request(name)?;
        self.change(&host_of(name.as_str())?, |site, folder| {
            let keys = folder.join("keys");
            files::private_dir(&keys)?;
            files::replace(&keys.join(format!("{}.pem", made.spki)), made.key_pem.as_bytes())?;
            files::replace(&folder.join("csr.pem"), made.csr_pem.as_bytes())?;
            site.csr = Some(made.csr_pem.clone());
            Ok(())
        })?;
        Ok(made.csr_pem)
    }

    /// The key that this site made for the public key `spki`.
    pub(crate) fn key(&self, name: &str, spki: Sha256) -> Result<Option<Vec<u8>>, SiteError> {
        Ok(files::read_if_there(&self.folder.join(host_of(name)?).join("keys").join(format!("{spki}.pem")))?)
    }

    /// Serves `chain_pem` with `key_pem` from the next connection on.
    pub(crate) fn install(&self, name: &str, chain_pem: &[u8], key_pem: &[u8]) -> Result<Arc<Installed>, SiteError> {
        let installed = Arc::new(Installed::read(chain_pem, key_pem)?);
        let file = [chain_pem.trim_ascii_end(), b"\n", key_pem.trim_ascii_end(), b"\n"].concat();
        self.change(&host_of(name)?, |site, folder| {
            files::replace(&folder.join("installed.pem"), &file)?;
            site.installed = Some(Arc::clone(&installed));
            Ok(())
        })?;
        Ok(installed)
    }

    /// The content at a path of a host.
    pub(crate) fn file(&self, host: &str, path: &str) -> Option<String> {
        self.get(host).placed.files.get(path).cloned()
    }

    /// The TXT records of a name: those placed on the site that it lies below.
    pub(crate) fn txt(&self, record: &str) -> Vec<String> {
        let sites = self.read();
        let mut zones = std::iter::successors(Some(record), |name| name.split_once('.').map(|(_, rest)| rest));
        zones.find_map(|zone| sites.get(zone)?.placed.txt.get(record).cloned()).unwrap_or_default()
    }

    /// What answers a TLS hello for `host`: its own certificate, or the wildcard of the site above it.
    pub(crate) fn served(&self, host: &str) -> Option<Arc<Installed>> {
        let sites = self.read();
        let installed = |host: &str| sites.get(host).and_then(|site| site.installed.clone());
        installed(host).or_else(|| {
            let (_, parent) = host.split_once('.')?;
            installed(parent).filter(|installed| installed.covers(host))
        })
    }

    fn change(
        &self,
        host: &str,
        change: impl FnOnce(&mut Site, &Path) -> Result<(), SiteError>,
    ) -> Result<(), SiteError> {
        let mut sites = self.by_host.write().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= SITES_MAX && !sites.contains_key(host) {
            return Err(SiteError::TooMany);
        }
        let folder = self.folder.join(host);
        files::private_dir(&folder)?;
        let mut site = sites.get(host).map(|site| Site::clone(site)).unwrap_or_default();
        change(&mut site, &folder)?;
        sites.insert(host.to_owned(), Arc::new(site));
        Ok(())
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, BTreeMap<String, Arc<Site>>> {
        self.by_host.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Site {
    fn read(folder: &Path) -> Self {
        let file = |name: &str| files::read_if_there(&folder.join(name)).ok().flatten();
        let installed = file("installed.pem").and_then(|both| Installed::read(&both, &both).ok());
        Self {
            placed: file("placed.json").and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default(),
            csr: file("csr.pem").and_then(|pem| String::from_utf8(pem).ok()),
            installed: installed.map(Arc::new),
        }
    }

    /// Where the proofs lie: paths and TXT records.
    pub(crate) fn placed(&self) -> impl Iterator<Item = &str> {
        self.placed.files.keys().chain(self.placed.txt.keys()).map(String::as_str)
    }
}

/// The host of a name of the sandbox; a wildcard's is the host below it.
pub(crate) fn host_of(name: &str) -> Result<String, SiteError> {
    let name = DnsName::parse(name).map_err(|_| SiteError::Name)?;
    if world::is_inside(name.host()) { Ok(name.host().to_owned()) } else { Err(SiteError::Name) }
}

fn limit<V>(map: &mut BTreeMap<String, V>) {
    while map.len() > PLACED_MAX {
        map.pop_first();
    }
}
