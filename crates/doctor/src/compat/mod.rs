//! Which clients accept what a site shows: a dated table against versions, suites, key, hash, chain and root. The table is
//! the shop's knowledge, not a measurement; old clients only ever give rise to a notice.

mod table;

use warifu_pki::{Certificate, KeyKind, keys::Hash};

pub use self::table::{Class, Client, Clients, ClientsError};
use crate::{
    evidence::{Shown, Version},
    view::View,
};

/// Whether a client accepts a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientVerdict {
    /// The client's id in the table.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// How alive it is.
    pub class: Class,
    /// What stands in the way; `None` when nothing is known to.
    pub refuses: Option<Obstacle>,
}

/// Why a client cannot open a site: the first thing that it meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No version or suite in common.
    Protocol,
    /// It does not say the name, and is shown another certificate, or none.
    Sni,
    /// It does not know the kind of key.
    Key,
    /// It does not know the hash of a signature.
    Hash,
    /// It follows the path as sent, which has expired.
    Path,
    /// It does not have the root.
    Root,
}

impl Obstacle {
    /// The word in the JSON contract and in the locales' ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Sni => "sni",
            Self::Key => "key",
            Self::Hash => "hash",
            Self::Path => "path",
            Self::Root => "root",
        }
    }
}

/// Asks every client of the table about one address that showed a certificate.
pub(crate) fn verdicts(view: &View<'_>) -> Vec<ClientVerdict> {
    let (Some(clients), Some(leaf)) = (view.context.clients, view.leaf()) else { return Vec::new() };
    let verdict = |client: &Client| ClientVerdict {
        id: client.id.clone(),
        name: client.name.clone(),
        class: client.class,
        refuses: obstacle(client, view, leaf),
    };
    clients.iter().map(verdict).collect()
}

/// The names of the clients of a class that refuse, for a sentence.
pub(crate) fn refusing(view: &View<'_>, class: Class) -> Option<String> {
    let refusing = verdicts(view).into_iter().filter(|verdict| verdict.class == class && verdict.refuses.is_some());
    let names: Vec<String> = refusing.map(|verdict| verdict.name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn obstacle(client: &Client, view: &View<'_>, leaf: &Certificate) -> Option<Obstacle> {
    let ecdsa = matches!(leaf.key(), KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521);
    if ecdsa && !client.takes_ecdsa() {
        Some(Obstacle::Key)
    } else if view.scan().is_some_and(|scan| !scan.cut_off && !scan.versions.is_empty()) && !talks(client, view) {
        Some(Obstacle::Protocol)
    } else if !client.sni && !shown_without_sni(view) {
        Some(Obstacle::Sni)
    } else if !client.sha256 && std::iter::once(leaf).chain(view.trail.cas()).any(is_newer_hash) {
        Some(Obstacle::Hash)
    } else if client.sent_path_only && view.trail.besides().any(|sent| sent.not_after() < view.context.now) {
        Some(Obstacle::Path)
    } else if view.trail.is_public && !view.trail.roots().any(|root| client.has(root)) {
        Some(Obstacle::Root)
    } else {
        None
    }
}

/// Whether one version and suite is common.
fn talks(client: &Client, view: &View<'_>) -> bool {
    let versions = view.scan().map_or(&[][..], |scan| &scan.versions);
    let common = versions.iter().filter(|seen| client.versions.contains(&seen.version));
    common
        .into_iter()
        .any(|seen| seen.version == Version::Tls13 || seen.suites.iter().any(|suite| client.takes_suite(suite)))
}

/// Whether a client that says no name is shown a certificate for it all the same; unknown counts as yes.
fn shown_without_sni(view: &View<'_>) -> bool {
    match view.at.and_then(|at| at.without_sni.as_ref()) {
        None => true,
        Some(Shown::Failed(_)) => false,
        Some(Shown::Certificate(handshake)) => {
            crate::view::certificates(Some(handshake)).first().is_some_and(|leaf| leaf.covers(view.name()))
        }
    }
}

fn is_newer_hash(certificate: &Certificate) -> bool {
    !matches!(certificate.signature_algorithm().hash(), Some(Hash::Sha1 | Hash::Md5))
}
