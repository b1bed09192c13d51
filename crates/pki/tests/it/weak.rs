//! Requests with weak keys, each properly signed by its key: RSA by `tests/data/make-weak.py`; ECDSA by openssl with the
//! keys of process 100 in the collection that `src/weak/debian.c` names (P-256 le64, P-384 le32, with `~/.rnd`).

use warifu_pki::{Standards, Wanted, inspect};

use crate::{
    rules::check,
    support::{Key, csr, fixture, shop_common, standards, wanted},
};

#[test]
fn weak_keys() {
    for (file, expected) in [
        ("rsa-close-primes.pem", &["key_close_primes"][..]),
        ("rsa-99-rounds.pem", &["key_close_primes"]),
        ("rsa-102-rounds.pem", &[]),
        ("rsa-square.pem", &["key_close_primes", "key_prime_power"]),
        ("rsa-cube.pem", &["key_prime_power", "key_size"]),
        ("rsa-factor-751.pem", &["key_small_factor"]),
        ("rsa-factor-757.pem", &[]),
        ("rsa-roca.pem", &["key_roca"]),
        ("rsa-debian.pem", &["key_debian_weak"]),
        ("p256-debian.pem", &["key_debian_weak"]),
        ("p384-debian.pem", &["key_debian_weak"]),
        ("rsa-e1.pem", &["key_exponent"]),
        ("rsa-e3.pem", &["key_exponent_unusual"]),
        ("rsa-e-40-bits.pem", &["csr_signature_unknown"]),
        ("rsa-no-null.pem", &["key_algorithm_inexact"]),
    ] {
        check(file, fixture(file), &wanted(), expected);
    }
}

/// A reported key is refused by its digest; the list is strict about what it takes.
#[test]
fn reported_keys() {
    let input = fixture("p256.pem");
    let digest = inspect(&input, &standards(), &shop_common(), &wanted()).csr.unwrap().spki_sha256();
    let mut listed = standards();
    listed.refuse_keys(&format!("# reported\n\n{}\n{digest} # by its owner\n", "0".repeat(64))).unwrap();
    let codes = |by: &Standards| {
        let inspection = inspect(&input, by, &shop_common(), &wanted());
        inspection.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&standards()), [""; 0]);
    assert_eq!(codes(&listed), ["key_compromised"]);
    assert!(standards().refuse_keys("not a digest").is_err());
}

#[test]
fn keys_of_earlier_orders_and_of_revoked_certificates() {
    let (key, other) = (Key::p256(), Key::p256());
    let digest = |key: &Key| warifu_pki::Sha256::of(&key.spki());
    let input = csr(&key, None, &["www.example.jp"]);
    for (known_keys, expected) in
        [(vec![], &[][..]), (vec![digest(&other)], &[]), (vec![digest(&other), digest(&key)], &["key_reused"])]
    {
        check("known keys", &input, &Wanted { known_keys, ..wanted() }, expected);
    }
    for (revoked_keys, expected) in [(vec![digest(&other)], &[][..]), (vec![digest(&key)], &["key_compromised"])] {
        check("revoked keys", &input, &Wanted { revoked_keys, ..wanted() }, expected);
    }
}
