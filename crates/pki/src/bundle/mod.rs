//! What a customer installs: the chain in the files that his server reads, with the configuration to paste, as a zip.
//!
//! [`files`] never holds a private key; only the command line, where the key lies anyway, adds [`Server::key_files`].
//! A root is left out, because servers do not send it, except where a server's key store wants the chain complete.

mod archive;
mod pkcs7;
mod servers;
mod site;

use std::{fmt, str::FromStr};

pub use archive::zip;
#[cfg(feature = "keystore")]
pub(crate) use pkcs7::DATA;
pub use pkcs7::pkcs7;
pub use site::Site;

use crate::{Certificate, pem};

/// A kind of server that bundles are made for.
#[derive(Clone, Copy)]
pub struct Server(&'static servers::Spec);

impl Server {
    /// Plain PEM files, for everything that has no kind of its own.
    pub const PEM: Self = Self(&servers::pem::SPEC);

    /// Every kind, sorted by id.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        servers::ALL.iter().map(|spec| Self(spec))
    }

    /// The word in URLs, on the command line and in the locales.
    pub fn as_str(self) -> &'static str {
        self.0.id
    }

    /// Where it stands in lists.
    pub fn group(self) -> Group {
        self.0.group
    }

    /// Whether some of its files hold the root when the chain has one.
    pub fn needs_root(self) -> bool {
        self.0.files.iter().any(|item| item.root)
    }

    /// What to type and paste for the certificate of `site`.
    pub fn article(self, site: &Site) -> Article {
        let spec = self.0;
        let config = |(name, text): &(&str, &str)| Config { name: (*name).to_owned(), text: site.fill(text) };
        Article {
            files: spec.files.iter().map(|item| (site.file_name(item.suffix), item.kind)).collect(),
            configs: spec.configs.iter().map(config).collect(),
            csr: site.fill(spec.csr),
            install: site.fill(spec.install),
            reload: site.fill(spec.reload),
            check: site.fill(spec.check),
        }
    }

    /// The files that hold the private key: name, kind and whether the root belongs into it. Whoever has the key makes
    /// them; a shop never does.
    pub fn key_files(self, site: &Site) -> impl Iterator<Item = (String, FileKind, bool)> {
        let private = self.0.files.iter().filter(|item| item.kind.is_private());
        private.map(|item| (site.file_name(item.suffix), item.kind, item.root))
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Server {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Server {}

/// The word names no server of [`Server::all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownServer;

impl fmt::Display for UnknownServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown kind of server")
    }
}

impl std::error::Error for UnknownServer {}

impl FromStr for Server {
    type Err = UnknownServer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let id = servers::ALIASES.iter().find(|(alias, _)| *alias == text).map_or(text, |(_, id)| id);
        Self::all().find(|server| server.as_str() == id).ok_or(UnknownServer)
    }
}

/// Servers of one trade stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Web servers.
    Web,
    /// Proxies and load balancers.
    Balancer,
    /// Windows.
    Windows,
    /// What keeps its keys in a Java key store.
    Java,
    /// Mail servers.
    Mail,
    /// Control panels of hosting companies.
    Panel,
    /// Clouds.
    Cloud,
    /// File formats.
    Files,
}

impl Group {
    /// Every group in the order of lists.
    pub const ALL: [Self; 8] =
        [Self::Web, Self::Balancer, Self::Windows, Self::Java, Self::Mail, Self::Panel, Self::Cloud, Self::Files];

    /// The word in the locales.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Balancer => "balancer",
            Self::Windows => "windows",
            Self::Java => "java",
            Self::Mail => "mail",
            Self::Panel => "panel",
            Self::Cloud => "cloud",
            Self::Files => "files",
        }
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The server certificate, PEM.
    Leaf,
    /// The intermediates, PEM.
    Chain,
    /// The server certificate and the intermediates, PEM.
    Fullchain,
    /// The root, PEM.
    Root,
    /// The server certificate, DER.
    LeafDer,
    /// The intermediates, DER, a file each.
    ChainDer,
    /// All certificates as PKCS#7 in PEM.
    Pkcs7,
    /// All certificates as PKCS#7 in DER.
    Pkcs7Der,
    /// The private key, PEM.
    Key,
    /// Private key and certificates, PKCS#12.
    Pkcs12,
    /// Private key and certificates, Java's own format before Java 9.
    Jks,
}

impl FileKind {
    /// The word in the locales.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leaf => "leaf",
            Self::Chain => "chain",
            Self::Fullchain => "fullchain",
            Self::Root => "root",
            Self::LeafDer => "leaf_der",
            Self::ChainDer => "chain_der",
            Self::Pkcs7 => "pkcs7",
            Self::Pkcs7Der => "pkcs7_der",
            Self::Key => "key",
            Self::Pkcs12 => "pkcs12",
            Self::Jks => "jks",
        }
    }

    /// Whether the private key is inside.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Key | Self::Pkcs12 | Self::Jks)
    }
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Configuration to paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The file's name in the bundle.
    pub name: String,
    /// What to paste.
    pub text: String,
}

/// What to type and paste on one kind of server, step by step. A step without commands is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The files to install, with those that only the key's owner can make.
    pub files: Vec<(String, FileKind)>,
    /// Configuration, one for each variant of the server.
    pub configs: Vec<Config>,
    /// Makes key and CSR.
    pub csr: String,
    /// Puts the files in their place.
    pub install: String,
    /// Makes the server read them.
    pub reload: String,
    /// Shows what the server presents now.
    pub check: String,
}

/// What happens to a root in the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RootPolicy {
    /// Only inside the files of servers that need it.
    #[default]
    WhereNeeded,
    /// Also as a file of its own: some old appliances want to be told.
    Beside,
}

/// The files for a server, without its private key. `chain` is leaf first, with or without the root; `site` names them.
pub fn files(server: Server, chain: &[Certificate], site: &Site, policy: RootPolicy) -> Vec<BundleFile> {
    let sorted = Sorted::of(chain);
    let beside = servers::Item { suffix: ".root.pem", kind: FileKind::Root, root: true };
    let beside = Some(beside).filter(|_| policy == RootPolicy::Beside);
    let items = server.0.files.iter().copied().chain(beside).filter(|item| !item.kind.is_private());
    let mut files: Vec<_> = items.flat_map(|item| sorted.files(item, site)).collect();
    let configs = server.0.configs.iter();
    files.extend(configs.map(|(name, text)| BundleFile { name: (*name).into(), bytes: site.fill(text).into_bytes() }));
    files
}

/// A chain taken apart: a root never counts as leaf, so that a self-signed certificate can be bundled too.
struct Sorted<'a> {
    leaf: &'a [Certificate],
    intermediates: &'a [Certificate],
    roots: &'a [Certificate],
}

impl<'a> Sorted<'a> {
    fn of(chain: &'a [Certificate]) -> Self {
        let (leaf, rest) = chain.split_at(chain.len().min(1));
        let until = rest.iter().position(Certificate::is_self_signed).unwrap_or(rest.len());
        let (intermediates, roots) = rest.split_at(until);
        Self { leaf, intermediates, roots: roots.get(..1).unwrap_or_default() }
    }

    /// One file, several for [`FileKind::ChainDer`], none where nothing is to be written.
    fn files(&self, item: servers::Item, site: &Site) -> Vec<BundleFile> {
        let roots = if item.root { self.roots } else { &[] };
        let upper = || self.intermediates.iter().chain(roots);
        let all = || self.leaf.iter().chain(upper());
        let name = || site.file_name(item.suffix);
        let one = |bytes: Vec<u8>| vec![BundleFile { name: name(), bytes }];
        let list = match item.kind {
            FileKind::Leaf => one(pem_of(self.leaf)),
            FileKind::Chain => one(pem_of(upper())),
            FileKind::Fullchain => one(pem_of(all())),
            FileKind::Root => one(pem_of(roots)),
            FileKind::LeafDer => one(self.leaf.iter().flat_map(|c| c.der().to_vec()).collect()),
            FileKind::ChainDer => {
                let file = |(at, c): (usize, &Certificate)| BundleFile {
                    name: format!("{}{}.cer", name(), at + 1),
                    bytes: c.der().to_vec(),
                };
                self.intermediates.iter().enumerate().map(file).collect()
            }
            FileKind::Pkcs7 => one(pem::encode("PKCS7", &pkcs7(all())).into_bytes()),
            FileKind::Pkcs7Der => one(pkcs7(all())),
            FileKind::Key | FileKind::Pkcs12 | FileKind::Jks => vec![],
        };
        list.into_iter().filter(|file| !file.bytes.is_empty()).collect()
    }
}

fn pem_of<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Vec<u8> {
    certificates.into_iter().map(Certificate::to_pem).collect::<String>().into_bytes()
}
