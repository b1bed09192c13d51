//! What every fuzz target does with any octets, apart from libFuzzer: `crates/pki/tests/it/hostile.rs` drives the same
//! functions with its own mutants, on the stable compiler and in every test run.

use std::sync::LazyLock;

use warifu_pki::{
    Certificate, Inspection, Intent, RuleSet, Sha256, Standards, SubjectUse, Wanted, Wildcard,
    bundle::{self, Roots, Server, Site},
    check_issued, inspect, pem, tidy_chain,
};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    toml::from_str(include_str!("../../catalogue/rules/shop-common.toml")).expect("the rule set is well-formed")
});

static STANDARDS: LazyLock<Standards> = LazyLock::new(|| {
    Standards::parse(include_str!("../../catalogue/standards.toml")).expect("the standards are well-formed")
});

/// 2026-11-22T00:00:00Z.
const NOW: i64 = 1_795_305_600;

/// The whole inspector: a finding or an accepted request.
pub fn csr(input: &[u8]) -> Inspection {
    let wanted =
        Wanted { names: vec![], wildcard: Wildcard::Allow, names_max: 100, subject: SubjectUse::Printed, at: NOW };
    let inspection = inspect(input, &STANDARDS, &RULES, &wanted);
    assert_eq!(inspection.accepted().is_none(), inspection.findings.iter().any(|finding| finding.is_error()));
    inspection
}

/// A pile of certificates: read, put in order, judged, bundled.
pub fn cert(input: &[u8]) {
    let Ok(pile) = Certificate::from_pem_all(input) else { return };
    let chain = tidy_chain(pile.clone());
    let intent = Intent { spki_sha256: Sha256([0; 32]), names: &[], now: NOW, not_after_max: i64::MAX, roots: &pile };
    check_issued(&chain, &intent);
    let base = chain.first().map(Certificate::subject_text).unwrap_or_default();
    let site = Site::of(&chain, &base);
    for server in Server::all() {
        server.article(&site);
        let files = bundle::files(server, &chain, &site, Roots::Beside);
        bundle::zip(&files, 0).expect("the names of a bundle's files differ");
    }
}

/// What the tolerant PEM reader finds comes back from the strict writer.
pub fn pem(input: &[u8]) {
    let Ok(blocks) = pem::decode_all(input) else { return };
    for block in blocks {
        // The reader trims and takes odd hyphens; the writer's labels are words.
        let is_words = !block.label.is_empty() && block.label.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_words && !block.is_private_key() {
            let again = pem::decode_all(pem::encode(&block.label, &block.der).as_bytes());
            assert_eq!(again.as_deref(), Ok([block].as_slice()));
        }
    }
}
