//! Any bytes as a pile of certificates: read, put in order, judged, bundled, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use warifu_pki::{
    Certificate, Intent, Sha256,
    bundle::{self, Roots, Server, Site},
    check_issued, tidy_chain,
};

fuzz_target!(|input: &[u8]| {
    let Ok(pile) = Certificate::from_pem_all(input) else { return };
    let chain = tidy_chain(pile.clone());
    let intent = Intent { spki_sha256: Sha256([0; 32]), names: &[], now: 0, not_after_max: i64::MAX, roots: &pile };
    check_issued(&chain, &intent);
    let base = chain.first().map(Certificate::subject_text).unwrap_or_default();
    let site = Site::of(&chain, &base);
    for server in Server::all() {
        server.article(&site);
        let files = bundle::files(server, &chain, &site, Roots::Beside);
        bundle::zip(&files, 0).expect("the names of a bundle's files differ");
    }
});
