//! What the targets about requests, certificates and key stores do with any octets, apart from libFuzzer:
//! `crates/pki/tests/it/hostile.rs` drives the same functions with its own mutants in every test run.

use std::sync::LazyLock;

use warifu_pki::{
    Certificate, Expected, Inspection, Intent, Level, Pile, Profile, Roots, RuleSet, Sha256, Standards, SubjectUse,
    Wanted, Wildcard, World,
    bundle::{self, RootPolicy, Server, Site},
    chain, check_certificate, check_issued, inspect, pem,
    pile::Source,
    pkcs7,
    status::{read_crl, read_ocsp, sources},
    tidy_chain,
};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    toml::from_str(include_str!("../../catalogue/rules/shop-common.toml")).expect("the rule set is well-formed")
});

static STANDARDS: LazyLock<Standards> = LazyLock::new(|| {
    Standards::parse(include_str!("../../catalogue/standards.toml"), include_str!("../../catalogue/pki-limits.toml"))
        .expect("the standards are well-formed")
});

static ROOTS: LazyLock<Roots> = LazyLock::new(|| {
    let (list, events) = (include_str!("../../catalogue/roots.pem"), include_str!("../../catalogue/root-events.toml"));
    Roots::parse(list, events).expect("the list is well-formed")
});

/// 2026-11-22T00:00:00Z.
const NOW: i64 = 1_795_305_600;

/// The whole inspector: a finding or an accepted request.
pub fn csr(input: &[u8]) -> Inspection {
    let wanted = Wanted {
        names: vec![],
        wildcard: Wildcard::Allow,
        names_max: 100,
        subject: SubjectUse::Printed,
        application: vec![],
        known_keys: vec![],
        revoked_keys: vec![],
        at: NOW,
    };
    let inspection = inspect(input, &STANDARDS, &RULES, &wanted);
    assert_eq!(inspection.accepted().is_none(), inspection.findings.iter().any(|finding| finding.is_error()));
    inspection
}

/// Certificates as a CA sends them: read, judged one by one, put in order, judged as a chain, bundled.
pub fn cert(input: &[u8]) {
    let Ok(pile) = Certificate::from_pem_all(input) else { return };
    for certificate in &pile {
        check_certificate(certificate, &STANDARDS, &Expected::at(NOW));
        let expected = Expected { level: Level::Public(Profile::Extended), ..Expected::at(NOW) };
        check_certificate(certificate, &STANDARDS, &expected);
    }
    let chain = tidy_chain(pile.clone());
    let intent = Intent {
        spki_sha256: Sha256([0; 32]),
        names: &[],
        now: NOW,
        not_after_max: i64::MAX,
        roots: &pile,
        standards: &STANDARDS,
        level: Level::ByPolicy,
        issuer: None,
    };
    check_issued(&chain, &intent);
    let base = chain.first().map(Certificate::subject_text).unwrap_or_default();
    let site = Site::of(&chain, &base);
    // A kind of server for each input: all of them would take longer than everything before.
    let server = Server::all().cycle().nth(input.len() % 97).expect("there are servers");
    server.article(&site);
    let files = bundle::files(server, &chain, &site, RootPolicy::Beside);
    bundle::zip(&files, 0).expect("the names of a bundle's files differ");
}

/// A key store: the whole file, and what is behind a seal that no fuzzer guesses. Or a file with keys.
#[cfg(feature = "keystore")]
pub fn pkcs12(input: &[u8]) {
    use warifu_pki::{
        keystore::{Password, jks, pkcs12},
        private_key::PrivateKey,
    };

    let password = Password::of_existing("secret").expect("it is short");
    let reads = [pkcs12::read, pkcs12::danger_read_unsealed, jks::read, jks::danger_read_unsealed];
    for contents in reads.into_iter().filter_map(|read| read(input, &password).ok()) {
        assert!(contents.keys.iter().all(|key| !key.spki_der().is_empty()));
    }
    let _ = PrivateKey::from_file(input, Some(b"secret"));
}

/// A pile of files, and what a server sent: read, paired, put together, judged.
pub fn chain(input: &[u8]) {
    let pile = Pile::read(&[Source { name: "file", octets: input }]);
    let members: usize = pile.pairs().iter().map(|group| group.members.len()).sum();
    assert_eq!(members, pile.entries.len());
    let sent: Vec<Certificate> = pile.certificates().cloned().collect();
    // Half of the pile as the roots: otherwise nothing is ever trusted.
    let own = Roots::of(sent.iter().skip(sent.len() / 2).cloned().collect());
    for roots in [&*ROOTS, &own] {
        let Ok(chain) = chain::of_server(&sent, &World::of(roots, NOW)) else { continue };
        assert!(chain.best.links.len() <= sent.len());
        assert!(chain.findings.iter().all(|finding| chain::CODES.contains(&finding.code)));
    }
}

/// PKCS#7: what is read is what stands there.
pub fn pkcs7(input: &[u8]) {
    for certificate in pkcs7::certificates(input).unwrap_or_default() {
        let der = certificate.der();
        assert!(input.windows(der.len()).any(|window| window == der));
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

/// A CRL and an OCSP response about some certificate, and where a certificate says that they are.
pub fn status(input: &[u8]) {
    static ABOUT: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
        let first = include_str!("../../catalogue/roots.pem").split_inclusive("-----END CERTIFICATE-----").take(1);
        Certificate::from_pem_all(first.collect::<String>().as_bytes()).expect("the list is well-formed")
    });
    for about in &*ABOUT {
        let _ = (read_crl(input, about, Some(about)), read_ocsp(input, about, Some(about)));
    }
    if let Ok(certificate) = Certificate::from_der(input.to_vec()) {
        sources(&certificate);
    }
}
