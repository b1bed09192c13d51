//! Files that pages refer to: style sheet, logo, icon, the copy buttons' script.

use std::sync::LazyLock;

use warifu_pki::Sha256;

/// A file as the shop serves it under `/assets/`.
#[derive(Debug)]
pub struct Asset {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

/// Every asset, sorted by name.
pub static ALL: &[Asset] = &[
    Asset { name: "copy.js", mime: "text/javascript; charset=utf-8", bytes: include_bytes!("../assets/copy.js") },
    Asset { name: "logo.svg", mime: "image/svg+xml", bytes: include_bytes!("../assets/logo.svg") },
    Asset { name: "warifu.css", mime: "text/css; charset=utf-8", bytes: include_bytes!("../assets/warifu.css") },
];

static DIGESTS: LazyLock<Vec<String>> =
    LazyLock::new(|| ALL.iter().map(|asset| Sha256::of(asset.bytes).to_string()[..12].to_owned()).collect());

/// The asset `name`.
pub fn find(name: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.name == name)
}

/// Where the asset lies; its digest makes the address new whenever the content is.
pub fn url(name: &str) -> String {
    let digest = ALL.iter().position(|asset| asset.name == name).and_then(|at| DIGESTS.get(at));
    format!("/assets/{name}?v={}", digest.map_or("", String::as_str))
}
