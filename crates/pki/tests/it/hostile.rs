//! Hostile input: mutants of good requests and certificates give findings, never a panic, never a long wait, and none
//! is accepted unless what is signed stayed the same.
//!
//! The mutants follow from a seed, which is printed; `WARIFU_SEED` sets another. The unit tests take a slice; the whole
//! count is for optimised code: `./test hostile`.

#![expect(clippy::print_stdout, reason = "the seed and the slowest time, for --nocapture")]

use std::{
    collections::BTreeSet,
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use proptest::prelude::*;
use warifu_pki::{
    Certificate, Csr, DnsName,
    build::{CrlProfile, LeafSubject, RevocationReason, Revoked, crl_tbs},
    bundle::pkcs7,
    cert::CHAIN_CERTIFICATES_MAX,
    keys::{Hash, SignatureAlgorithm},
    pem,
    status::{CertStatus, ocsp_request, read_crl, read_ocsp},
};

use crate::{
    chance::Chance,
    der::element,
    mutants::{Mutator, corpus},
    support::{Ca, fixture},
    targets,
};

const SEED: u64 = 20_261_122;

/// For one input in CPU time: a form that is answered later looks broken, and a server would be easy to occupy.
/// It holds for what users run; without optimisation everything takes ten times as long.
const EACH_MAX: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1000 } else { 100 });

/// Looks at an input that seems slow.
const TRIES: usize = 3;

#[test]
fn a_slice_of_mutated_requests() {
    requests(10_000);
}

#[test]
fn a_slice_of_mutated_certificates() {
    certificates(2_000);
}

#[test]
fn a_slice_of_mutated_piles() {
    piles(2_000);
}

#[test]
fn a_slice_of_mutated_bags() {
    bags(4_000);
}

#[test]
fn a_slice_of_mutated_statuses() {
    statuses(3_000);
}

#[test]
fn a_slice_of_mutated_texts() {
    texts(5_000);
}

/// As many certificates as one pile may have, each with an RSA modulus as long as the weak keys' arithmetic takes, one
/// just beyond, and so long that the pile has all its octets. A mutator does not grow them, and their size is what costs.
#[test]
fn piles_of_wide_keys() {
    let (ca, mut chance) = (Ca::new("Wide"), Chance::new(SEED));
    for octets in [2048, 2049, 8192, 22_500] {
        let mut certificate = || {
            let mut modulus: Vec<u8> = (0..octets).map(|_| u8::try_from(chance.below(256)).unwrap()).collect();
            modulus[0] = 0x7f;
            modulus[octets - 1] |= 1;
            let key = element(0x30, &[&element(0x02, &[&modulus]), &[0x02, 3, 1, 0, 1]]);
            // rsaEncryption with NULL (RFC 3279 section 2.3.1).
            let algorithm = [0x30, 13, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 0x05, 0];
            let spki = element(0x30, &[&algorithm, &element(0x03, &[&[0], &key])]);
            ca.leaf(&spki, &["a.example"], LeafSubject::DomainValidated).to_pem()
        };
        let pile: Vec<u8> = (0..CHAIN_CERTIFICATES_MAX).flat_map(|_| certificate().into_bytes()).collect();
        assert_eq!(Certificate::from_pem_all(&pile).unwrap().len(), CHAIN_CERTIFICATES_MAX);
        run(&format!("certificates of {octets} octets"), 1, vec![], |_| pile.clone(), targets::cert);
        run(&format!("a pile of {octets} octets each"), 1, vec![], |_| pile.clone(), targets::chain);
    }
}

#[test]
#[ignore = "for optimised code: ./test hostile"]
fn a_million_mutated_requests() {
    requests(1_000_000);
}

#[test]
#[ignore = "for optimised code: ./test hostile"]
fn a_hundred_thousand_mutated_certificates_and_piles() {
    certificates(100_000);
    piles(100_000);
    bags(100_000);
    statuses(300_000);
}

fn requests(count: usize) {
    let pile = corpus("CERTIFICATE REQUEST");
    let signed: BTreeSet<_> = pile.iter().filter_map(|der| Csr::from_der(der.clone()).ok()).map(|c| said(&c)).collect();
    run(
        "requests",
        count,
        pile,
        |mutator| mutator.request(),
        |input| {
            if let Some(csr) = targets::csr(input).accepted() {
                assert!(signed.contains(&said(csr)), "accepted, and nobody has signed it");
            }
        },
    );
}

fn certificates(count: usize) {
    run("certificates", count, corpus("CERTIFICATE"), |mutator| mutator.chain(), targets::cert);
}

fn piles(count: usize) {
    run("piles", count, corpus("CERTIFICATE"), |mutator| mutator.chain(), targets::chain);
}

fn bags(count: usize) {
    let certificates: Vec<_> =
        corpus("CERTIFICATE").into_iter().filter_map(|der| Certificate::from_der(der).ok()).collect();
    let pile = vec![pkcs7(&certificates), pkcs7(certificates.iter().take(1))];
    run("bags", count, pile, |mutator| mutator.request(), targets::pkcs7);
}

/// A CRL and OCSP responses about the certificate that the target asks about, signed by nobody.
fn statuses(count: usize) {
    let first = include_str!("../../../../catalogue/roots.pem").split_inclusive("-----END CERTIFICATE-----").next();
    let about = Certificate::from_pem_all(first.unwrap().as_bytes()).unwrap().remove(0);
    let signed = |tbs: &[u8]| {
        // sha256WithRSAEncryption (RFC 5754 section 3.2), and a signature of its length.
        let algorithm = element(0x30, &[&[0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11, 0x05, 0]]);
        element(0x30, &[tbs, &algorithm, &element(0x03, &[&[0], &[7; 256]])])
    };
    let revoked = [Revoked { serial: about.serial(), at: 1_790_000_000, reason: RevocationReason::KeyCompromise }; 3];
    let list = CrlProfile {
        issuer: &about,
        number: 7,
        this_update: 1_790_000_000,
        next_update: 1_800_000_000,
        revoked: &revoked,
    };
    let list = signed(&crl_tbs(&list, SignatureAlgorithm::Rsa(Hash::Sha256)).unwrap());
    // Four short headers stand before the CertID of a question.
    let question = ocsp_request(&about, &about).unwrap();
    let time = element(0x18, &[b"20261122000000Z"]);
    let at = element(0xa1, &[&time, &[0xa0, 3, 0x0a, 1, 1]]);
    let answers = [&[0x80, 0][..], &at, &[0x82, 0]].map(|status| {
        let single = element(0x30, &[&question[8..], status, &time, &element(0xa0, &[&time])]);
        let responder = element(0xa2, &[&element(0x04, &[&[7; 20]])]);
        let data = element(0x30, &[&responder, &time, &element(0x30, &[&single, &single])]);
        let basic = element(0x04, &[&signed(&data)]);
        let kind = [0x06, 9, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1];
        element(0x30, &[&[0x0a, 1, 0], &element(0xa0, &[&element(0x30, &[&kind, &basic])])])
    });
    assert!(matches!(read_crl(&list, &about, None).unwrap().status, CertStatus::Revoked { .. }));
    assert!(answers.iter().all(|answer| read_ocsp(answer, &about, Some(&about)).is_ok()));
    let pile = std::iter::once(list).chain(answers).chain(corpus("CERTIFICATE").into_iter().take(3)).collect();
    run("statuses", count, pile, |mutator| mutator.bare(), targets::status);
}

fn texts(count: usize) {
    run("texts", count, corpus("CERTIFICATE REQUEST"), |mutator| mutator.text(), targets::pem);
}

fn said(csr: &Csr) -> (Vec<u8>, Vec<DnsName>) {
    (csr.spki_der().to_vec(), csr.names().to_vec())
}

/// Makes mutants on every core and holds each against the limits.
fn run(
    what: &str,
    count: usize,
    pile: Vec<Vec<u8>>,
    mutant: impl Fn(&mut Mutator<'_>) -> Vec<u8> + Sync,
    target: impl Fn(&[u8]) + Sync,
) {
    let seed = env::var("WARIFU_SEED").map_or(SEED, |text| text.parse().expect("WARIFU_SEED is a number"));
    println!("{what}: {count} mutants of {} with WARIFU_SEED={seed}", pile.len());
    let (next, slowest) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let judge = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            let input = mutant(&mut Mutator::new(&pile, seed.wrapping_add(number as u64)));
            let time = || {
                let start = cpu_time();
                if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
                    panic!("{what}: panic at WARIFU_SEED={}, see {}", seed + number as u64, keep(what, &input));
                }
                cpu_time() - start
            };
            // A pause of a shared machine counts as CPU time: what seems slow has to be so again and again.
            let took = (1..TRIES).map(|_| time()).find(|took| *took <= EACH_MAX).unwrap_or_else(time);
            assert!(took <= EACH_MAX, "{what}: {took:?} for {}", keep(what, &input));
            slowest.fetch_max(usize::try_from(took.as_micros()).unwrap(), Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(judge);
        }
    });
    println!("{what}: the slowest took {} µs", slowest.into_inner());
}

/// The CPU time of this thread as the kernel counts it, to a clock tick; time on the clock would measure the machine's
/// other work.
fn cpu_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").expect("the tests run on Linux");
    Duration::from_nanos(text.split(' ').next().unwrap().parse().unwrap())
}

/// Stores an input that did harm, and says where.
fn keep(what: &str, input: &[u8]) -> String {
    let path = env::temp_dir().join(format!("warifu-hostile-{what}"));
    fs::write(&path, input).unwrap();
    format!("{} ({} octets)", path.display(), input.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_octets(octets in prop::collection::vec(any::<u8>(), 0..300)) {
        targets::csr(&octets);
        targets::cert(&octets);
        targets::chain(&octets);
        targets::pem(&octets);
        targets::pkcs7(&octets);
        #[cfg(feature = "keystore")]
        targets::pkcs12(&octets);
    }

    #[test]
    fn pem_comes_back(label in "[A-Z][A-Z0-9]{0,10}", der in prop::collection::vec(any::<u8>(), 0..500)) {
        let blocks = pem::decode_all(pem::encode(&label, &der).as_bytes()).unwrap();
        prop_assert_eq!(blocks.len(), 1);
        prop_assert_eq!((&blocks[0].label, &blocks[0].der), (&label, &der));
    }
}

#[test]
fn a_mutant_differs_and_comes_back_by_its_seed() {
    let pile = corpus("CERTIFICATE REQUEST");
    let requests: Vec<_> = (0..200).map(|seed| Mutator::new(&pile, seed).request()).collect();
    assert_eq!(requests[7], Mutator::new(&pile, 7).request());
    let distinct: BTreeSet<_> = requests.iter().collect();
    assert!(distinct.len() > 150, "only {} of 200 mutants differ", distinct.len());
    // Some must still be read, or only the outermost SEQUENCE would be tested.
    let read = requests.iter().filter(|der| Csr::from_der(der.to_vec()).is_ok()).count();
    assert!((20..180).contains(&read), "{read} of 200 mutants can be read");
}

#[test]
fn every_fuzz_target_has_a_function_here() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/");
    let functions = ["pki", "hello"].map(|file| fs::read_to_string(format!("{root}src/{file}.rs")).unwrap()).concat();
    for target in fs::read_dir(format!("{root}fuzz_targets")).unwrap() {
        let path = target.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(functions.contains(&format!("pub fn {name}(")), "fuzz/src has no function `{name}`");
    }
    assert!(!fixture("leaf.pem").is_empty());
}
