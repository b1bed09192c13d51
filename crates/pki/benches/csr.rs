//! Full inspections against bare aws-lc-rs verifications of the same requests in the same run.
//!
//! `cargo bench -p warifu-pki --bench csr` prints, per kind of key and for the mix of all 2,000 requests, inspections a
//! second, checks a second and the ratio of their times. Goals: 1.12 for the mix, 1.30 for RSA-2048 alone. The two are
//! timed in turns, request by request, and a request counts with the median of its rounds' ratios, because a shared
//! machine interrupts and changes its speed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop at once, and prints")]

use std::{hint::black_box, time::Instant};

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA384_ASN1_SIGNING,
        ED25519, EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RSA_PKCS1_2048_8192_SHA256,
        RSA_PKCS1_SHA256, RsaKeyPair, UnparsedPublicKey, VerificationAlgorithm,
    },
};
use warifu_pki::{
    AttributeKind, DnsName, RuleSet, Standards, SubjectUse, Wanted, Wildcard,
    build::{self, CsrProfile},
    inspect,
    keys::{Hash, SignatureAlgorithm},
    pem,
};

const KEYS_PER_KIND: usize = 5;
const REQUESTS_PER_KEY: usize = 80;
const NAMES_MAX: usize = 10;
const ROUNDS: usize = 25;

/// 2026-11-22T00:00:00Z.
const NOW: i64 = 1_795_305_600;

/// A request as pasted, and the three things that a bare verification needs.
struct Request {
    pem: String,
    verifier: &'static dyn VerificationAlgorithm,
    key: Vec<u8>,
    info: Vec<u8>,
    signature: Vec<u8>,
}

fn main() {
    let rules: RuleSet = toml::from_str(include_str!("../../../catalogue/rules/digicert.toml")).unwrap();
    let standards = Standards::parse(
        include_str!("../../../catalogue/standards.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
    )
    .unwrap();
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
    let kinds = [
        ("RSA-2048", rsa(KeySize::Rsa2048)),
        ("RSA-4096", rsa(KeySize::Rsa4096)),
        ("P-256", ec(&ECDSA_P256_SHA256_ASN1_SIGNING, &ECDSA_P256_SHA256_ASN1, Hash::Sha256)),
        ("P-384", ec(&ECDSA_P384_SHA384_ASN1_SIGNING, &ECDSA_P384_SHA384_ASN1, Hash::Sha384)),
        ("Ed25519", ed25519()),
    ];
    println!(
        "{:<9} {:>14} {:>14} {:>7}  (medians of {ROUNDS} rounds)",
        "kind", "inspections/s", "bare checks/s", "ratio"
    );
    for (name, requests) in &kinds {
        measure(name, &requests.iter().collect::<Vec<_>>(), (&standards, &rules, &wanted));
    }
    measure("mix", &kinds.iter().flat_map(|(_, requests)| requests).collect::<Vec<_>>(), (&standards, &rules, &wanted));
}

fn measure(name: &str, requests: &[&Request], by: (&Standards, &RuleSet, &Wanted)) {
    let bare = |request: &Request| {
        UnparsedPublicKey::new(request.verifier, &request.key).verify(&request.info, &request.signature).unwrap();
    };
    let full = |request: &Request| {
        let inspection = inspect(request.pem.as_bytes(), by.0, by.1, by.2);
        // No CA takes Ed25519 (BR 7.1.3.1), which is no reason not to check its signature.
        let errors = || inspection.findings.iter().filter(|finding| finding.is_error());
        assert!(errors().all(|finding| finding.code == "key_type_refused"), "{:?}", inspection.findings);
        black_box(inspection);
    };
    let mut times = vec![(Vec::new(), Vec::new()); requests.len()];
    for _ in 0..ROUNDS {
        for (request, (bare_s, ratios)) in requests.iter().zip(&mut times) {
            let start = Instant::now();
            bare(request);
            let middle = Instant::now();
            full(request);
            let (bare, full) = ((middle - start).as_secs_f64(), middle.elapsed().as_secs_f64());
            bare_s.push(bare);
            ratios.push(full / bare);
        }
    }
    let (bare_s, full_s) = times.into_iter().fold((0.0, 0.0), |sums, (bare, ratios)| {
        let bare = median(bare);
        (sums.0 + bare, sums.1 + bare * median(ratios))
    });
    let count = f64::from(u32::try_from(requests.len()).unwrap());
    println!("{name:<9} {:>14.0} {:>14.0} {:>7.3}", count / full_s, count / bare_s, full_s / bare_s);
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn rsa(size: KeySize) -> Vec<Request> {
    let random = SystemRandom::new();
    let keys = (0..KEYS_PER_KIND).map(|_| RsaKeyPair::generate(size).unwrap());
    let requests = keys.flat_map(|key| {
        let spki: PublicKeyX509Der<'_> = key.public_key().as_der().unwrap();
        let sign = |info: &[u8]| {
            let mut signature = vec![0; key.public_modulus_len()];
            key.sign(&RSA_PKCS1_SHA256, &random, info, &mut signature).unwrap();
            signature
        };
        let algorithm = SignatureAlgorithm::Rsa(Hash::Sha256);
        requests(spki.as_ref(), key.public_key().as_ref(), &RSA_PKCS1_2048_8192_SHA256, algorithm, sign)
    });
    requests.collect()
}

fn ec(
    signing: &'static EcdsaSigningAlgorithm,
    verifier: &'static dyn VerificationAlgorithm,
    hash: Hash,
) -> Vec<Request> {
    let random = SystemRandom::new();
    let keys = (0..KEYS_PER_KIND).map(|_| EcdsaKeyPair::generate(signing).unwrap());
    let requests = keys.flat_map(|key| {
        let spki: PublicKeyX509Der<'_> = key.public_key().as_der().unwrap();
        let sign = |info: &[u8]| key.sign(&random, info).unwrap().as_ref().to_vec();
        requests(spki.as_ref(), key.public_key().as_ref(), verifier, SignatureAlgorithm::Ecdsa(hash), sign)
    });
    requests.collect()
}

fn ed25519() -> Vec<Request> {
    let keys = (0..KEYS_PER_KIND).map(|_| Ed25519KeyPair::generate().unwrap());
    let requests = keys.flat_map(|key| {
        let spki: PublicKeyX509Der<'_> = key.public_key().as_der().unwrap();
        let sign = |info: &[u8]| key.sign(info).as_ref().to_vec();
        requests(spki.as_ref(), key.public_key().as_ref(), &ED25519, SignatureAlgorithm::Ed25519, sign)
    });
    requests.collect()
}

/// One to ten names; every third with a Japanese organisation.
fn requests(
    spki: &[u8],
    key: &[u8],
    verifier: &'static dyn VerificationAlgorithm,
    algorithm: SignatureAlgorithm,
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> Vec<Request> {
    let request = |number: usize| {
        let host = |n: usize| format!("www{n}.shop{number}.example.co.jp").parse().unwrap();
        let names: Vec<DnsName> = (0..=number % NAMES_MAX).map(host).collect();
        let organization =
            if number.is_multiple_of(3) { "株式会社例示サービス" } else { "Example Service K.K." };
        let subject = [
            (AttributeKind::Country, "JP"),
            (AttributeKind::State, "Tokyo"),
            (AttributeKind::Locality, "Chiyoda-ku"),
            (AttributeKind::Organization, organization),
            (AttributeKind::CommonName, names[0].as_str()),
        ];
        let info = build::csr_info(&CsrProfile { subject: &subject, spki, names: &names }).unwrap();
        let signature = sign(&info);
        let der = assemble(&info, algorithm, &signature);
        Request { pem: pem::encode("CERTIFICATE REQUEST", &der), verifier, key: key.to_vec(), info, signature }
    };
    (0..REQUESTS_PER_KEY).map(request).collect()
}

/// What [`build::assemble`] does, and for Ed25519 too, which it does not issue with.
fn assemble(info: &[u8], algorithm: SignatureAlgorithm, signature: &[u8]) -> Vec<u8> {
    const ED25519_IDENTIFIER: &[u8] = &[0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70];
    if algorithm != SignatureAlgorithm::Ed25519 {
        return build::assemble(info, algorithm, signature).unwrap();
    }
    let bits = [&[0x03, u8::try_from(signature.len() + 1).unwrap(), 0], signature].concat();
    let body = [info, ED25519_IDENTIFIER, &bits].concat();
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    let header = if length[0] == 0 { vec![0x30, 0x81, length[1]] } else { vec![0x30, 0x82, length[0], length[1]] };
    [header, body].concat()
}
