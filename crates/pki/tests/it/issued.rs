//! What `build` makes is what openssl accepts, and what `check_issued` accepts is what was asked for.

use warifu_pki::{
    Certificate, Intent, Issuers, Level, Sha256,
    build::{self, BuildError, CrlProfile, LeafProfile, LeafSubject, RevocationReason, Revoked, Validity},
    chain::ISSUED_CODES,
    check_issued,
    keys::{Hash, SignatureAlgorithm},
    lint, pem, tidy_chain,
};

use crate::support::{Ca, DAY, Folder, Key, NOW, dns, standards};

const OV: LeafSubject<'_> = LeafSubject::OrganizationValidated {
    country: "JP",
    state: Some("Tokyo"),
    locality: Some("千代田区"),
    organization: "Example K.K.",
};

#[test]
fn openssl_accepts_leaf_and_crl() {
    let (ca, folder) = (Ca::new("One"), Folder::new("issued"));
    folder.write("root.pem", ca.root.to_pem()).write("inter.pem", ca.intermediate.to_pem());
    let dv: &[&str] = &[
        "X509v3 Subject Alternative Name: critical",
        "DNS:www.example.jp, DNS:*.example.jp",
        "TLS Web Server Authentication",
        "Policy: 2.23.140.1.2.1",
        "URI:http://ca.example.test/issuing.crl",
        "CA Issuers - URI:http://ca.example.test/issuing.cer",
        "CA:FALSE",
        "Subject: \n",
    ];
    let ov: &[&str] = &[
        "Policy: 2.23.140.1.2.2",
        "Subject: C = JP, ST = Tokyo, L = ",
        "O = Example K.K.\n",
        "X509v3 Subject Alternative Name: \n",
    ];
    for (key, subject, usage, expected) in [
        (Key::rsa2048(), LeafSubject::DomainValidated, "Digital Signature, Key Encipherment\n", dv),
        (Key::p256(), LeafSubject::DomainValidated, "Digital Signature\n", dv),
        (Key::p384(), OV, "Digital Signature\n", ov),
    ] {
        let leaf = ca.leaf(&key.spki(), &["www.example.jp", "*.example.jp"], subject);
        folder.write("leaf.pem", leaf.to_pem());
        let (good, text) = folder.openssl(&format!(
            "verify -x509_strict -attime {NOW} -purpose sslserver -verify_hostname www.example.jp -CAfile root.pem -untrusted inter.pem leaf.pem"
        ));
        assert!(good, "{text}");
        let (_, text) = folder.openssl("x509 -in leaf.pem -noout -text");
        for line in expected.iter().chain([&usage]) {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
    let revoked = [
        Revoked { serial: &[0x33; 16], at: NOW, reason: RevocationReason::KeyCompromise },
        Revoked { serial: &[0x44; 16], at: NOW, reason: RevocationReason::Unspecified },
    ];
    for (revoked, verified) in [(&revoked[..], false), (&revoked[1..], true), (&[], true)] {
        let profile =
            CrlProfile { issuer: &ca.intermediate, number: 258, this_update: NOW, next_update: NOW + 7 * DAY, revoked };
        let crl = ca.key.sign(&build::crl_tbs(&profile, ca.key.algorithm()).unwrap());
        folder.write("crl.pem", pem::encode("X509 CRL", &crl));
        let (good, text) = folder.openssl("crl -in crl.pem -noout -text -CAfile inter.pem");
        assert!(good && text.contains("verify OK") && text.contains("CRL Number: \n                258"), "{text}");
        assert_eq!(text.contains("Key Compromise"), !verified, "{text}");
        let (good, text) = folder.openssl(&format!(
            "verify -x509_strict -crl_check -CRLfile crl.pem -attime {NOW} -CAfile root.pem -untrusted inter.pem leaf.pem"
        ));
        assert_eq!(good, verified, "{text}");
    }
}

#[test]
fn certificates_read_back() {
    let (ca, key, folder) = (Ca::new("One"), Key::p256(), Folder::new("readback"));
    let leaf = ca.leaf(&key.spki(), &["www.example.jp"], OV);
    assert_eq!(leaf.serial_hex(), "33".repeat(16));
    assert_eq!((leaf.not_before(), leaf.not_after()), (NOW - 3600, NOW + 47 * DAY));
    assert_eq!(leaf.names(), dns(&["www.example.jp"]));
    assert_eq!(leaf.subject_text(), "C=JP, ST=Tokyo, L=千代田区, O=Example K.K.");
    assert_eq!(leaf.issuer_text(), "C=JP, O=Example CA, CN=One Issuing");
    assert_eq!(leaf.common_name(), None);
    assert_eq!(leaf.spki_sha256(), Sha256::of(&key.spki()));
    assert_eq!(leaf.aki(), ca.intermediate.ski());
    assert_eq!((leaf.is_ca(), leaf.server_auth(), ca.intermediate.path_length()), (false, Some(true), Some(0)));
    folder.write("leaf.pem", leaf.to_pem());
    let (_, text) = folder.openssl("x509 -in leaf.pem -noout -fingerprint -sha256");
    assert!(text.to_lowercase().replace(':', "").contains(&leaf.fingerprint().to_string()), "{text}");
}

#[test]
fn piles_of_pem() {
    let ca = Ca::new("One");
    let (root, intermediate) = (ca.root.to_pem(), ca.intermediate.to_pem());
    let read = |text: &str| Certificate::from_pem_all(text.as_bytes()).map_err(|finding| finding.code);
    assert_eq!(read(&format!("{intermediate}\r\ntext\n{root}")).unwrap(), [ca.intermediate.clone(), ca.root.clone()]);
    assert_eq!(Certificate::from_pem_all(ca.root.der()).unwrap(), std::slice::from_ref(&ca.root));
    for (what, text, code) in [
        ("nothing", String::new(), "certificate_unreadable"),
        ("garbage", pem::encode("CERTIFICATE", &[0x30, 3, 1, 1, 0xff]), "certificate_unreadable"),
        ("a key", root.clone() + &pem::encode("PRIVATE KEY", &[1]), "certificate_private_key_pasted"),
        ("33", root.repeat(33), "certificate_too_many"),
        ("large", " ".repeat(1024 * 1024 + 1), "certificate_too_large"),
    ] {
        assert_eq!(read(&text), Err(code), "{what}");
    }
}

/// One intent, many answers of a CA, and exactly the findings each earns.
#[test]
fn only_what_was_asked_for_counts() {
    let (ca, other, key) = (Ca::new("One"), Ca::new("One"), Key::p256());
    let names = dns(&["www.example.jp", "example.jp"]);
    let roots = [ca.root.clone()];
    let intent = Intent {
        spki_sha256: Sha256::of(&key.spki()),
        names: &names,
        now: NOW,
        not_after_max: NOW + 200 * DAY,
        roots: &roots,
        standards: &standards(),
        level: Level::Private,
        issuer: None,
    };
    let at = |not_before, not_after| {
        let validity = Validity { not_before, not_after };
        ca.leaf_for(&key.spki(), &["www.example.jp", "example.jp"], LeafSubject::DomainValidated, validity)
    };
    let dv = |spki: &[u8], names: &[&str]| ca.leaf(spki, names, LeafSubject::DomainValidated);
    let good = dv(&key.spki(), &["example.jp", "www.example.jp"]);
    let flipped = {
        let mut der = good.der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        Certificate::from_der(der).unwrap()
    };
    let inter = &ca.intermediate;
    let mut seen = Vec::new();
    for (what, chain, expected) in [
        ("good", vec![&good, inter], &[][..]),
        ("root sent too", vec![&good, inter, &ca.root], &[]),
        ("nothing", vec![], &["chain_empty"]),
        (
            "another key",
            vec![&dv(&Key::p256().spki(), &["example.jp", "www.example.jp"]), inter],
            &["certificate_for_other_key"],
        ),
        ("a name less", vec![&dv(&key.spki(), &["example.jp"]), inter], &["certificate_names_differ"]),
        (
            "a name more",
            vec![&dv(&key.spki(), &["example.jp", "www.example.jp", "a.jp"]), inter],
            &["certificate_names_differ"],
        ),
        ("expired", vec![&at(NOW - DAY, NOW - 1), inter], &["certificate_expired"]),
        ("last second", vec![&at(NOW - DAY, NOW), inter], &[]),
        ("tomorrow", vec![&at(NOW + 1, NOW + DAY), inter], &["certificate_not_yet_valid"]),
        ("48 hours", vec![&at(NOW - 2 * DAY, NOW + DAY), inter], &[]),
        ("old", vec![&at(NOW - 2 * DAY - 1, NOW + DAY), inter], &["certificate_backdated"]),
        ("200 days", vec![&at(NOW, NOW + 200 * DAY), inter], &[]),
        ("201 days", vec![&at(NOW, NOW + 200 * DAY + 1), inter], &["certificate_too_long_valid"]),
        ("no intermediate", vec![&good], &["chain_root_unknown"]),
        ("wrong order", vec![&good, &ca.root, inter], &["chain_link_broken", "chain_link_broken"]),
        ("namesake's intermediate", vec![&good, &other.intermediate], &["chain_link_broken", "chain_root_unknown"]),
        ("broken signature", vec![&flipped, inter], &["chain_signature_broken"]),
        (
            "a CA",
            vec![inter, &ca.root],
            &[
                "certificate_for_other_key",
                "certificate_names_differ",
                "certificate_too_long_valid",
                "certificate_is_ca",
            ],
        ),
        (
            "a root",
            vec![&ca.root],
            &[
                "certificate_for_other_key",
                "certificate_names_differ",
                "certificate_too_long_valid",
                "certificate_is_ca",
                "certificate_not_for_servers",
            ],
        ),
    ] {
        let chain: Vec<_> = chain.into_iter().cloned().collect();
        let codes: Vec<_> = check_issued(&chain, &intent).into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{what}");
        assert!(
            codes.iter().all(|code| ISSUED_CODES.contains(code) || lint::ALL.iter().any(|rule| rule.code == *code))
        );
        seen.extend(codes);
    }
    // A leaf that signs another leaf: no CA, whatever its signature says.
    let under_leaf = {
        let profile = LeafProfile {
            issuer: &good,
            serial: &[5; 16],
            spki: &key.spki(),
            names: &names,
            subject: LeafSubject::DomainValidated,
            validity: Validity { not_before: NOW, not_after: NOW + DAY },
            crl_url: None,
            ca_issuers_url: None,
        };
        Certificate::from_der(key.sign(&build::leaf_tbs(&profile, key.algorithm()).unwrap())).unwrap()
    };
    let codes: Vec<_> =
        check_issued(&[under_leaf, good.clone(), inter.clone()], &intent).into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["certificate_issuer_empty", "chain_not_ca", "chain_path_too_long"]);
    seen.extend(codes);
    // The leaf is fine, but of another CA than the one that was paid for; a CA that the table lacks is not judged.
    let row = "[[issuer]]\nca = \"Paid\"\norganization = \"Elsewhere\"\nsource = \"-\"\nas_of = \"2026-11-22\"";
    let issuers = Issuers::parse(row).unwrap();
    for (ca, expected) in [("Paid", &["certificate_issuer_unexpected"][..]), ("Unknown", &[])] {
        let found = check_issued(&[good.clone(), inter.clone()], &Intent { issuer: Some((&issuers, ca)), ..intent });
        assert_eq!(found.iter().filter(|f| f.is_error()).map(|f| f.code).collect::<Vec<_>>(), expected);
    }
    let early = Intent { now: NOW - 7301 * DAY, ..intent };
    let found = check_issued(&[good.clone(), inter.clone()], &early);
    let codes: Vec<_> = found.into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["certificate_not_yet_valid", "chain_ca_not_yet_valid"]);
    seen.extend(codes);
    let late = Intent { now: NOW + 7301 * DAY, ..intent };
    let codes: Vec<_> = check_issued(&[good, inter.clone()], &late).into_iter().map(|f| f.code).collect();
    assert_eq!(codes, ["certificate_expired", "certificate_backdated", "chain_ca_expired"]);
    seen.extend(codes);
    assert!(
        ISSUED_CODES.is_sorted() && ISSUED_CODES.iter().all(|code| seen.contains(code)),
        "a code without a row: {seen:?}"
    );
}

#[test]
fn piles_are_put_in_order() {
    let (ca, key) = (Ca::new("One"), Key::p256());
    let leaf = ca.leaf(&key.spki(), &["www.example.jp"], LeafSubject::DomainValidated);
    let (root, inter) = (ca.root.clone(), ca.intermediate.clone());
    let stranger = Ca::new("Two").intermediate;
    for (what, pile, expected) in [
        ("nothing", vec![], vec![]),
        ("in order", vec![&leaf, &inter], vec![&leaf, &inter]),
        ("upside down with root", vec![&root, &inter, &leaf], vec![&leaf, &inter]),
        ("twice", vec![&leaf, &inter, &leaf, &inter], vec![&leaf, &inter]),
        ("a stranger", vec![&stranger, &leaf, &inter], vec![&leaf, &inter]),
        ("a root alone", vec![&root], vec![&root]),
    ] {
        let tidy = tidy_chain(pile.into_iter().cloned().collect());
        assert_eq!(tidy.iter().collect::<Vec<_>>(), expected, "{what}");
    }
}

/// No bytes are made that no certificate may say.
#[test]
fn refused_profiles() {
    let (ca, key) = (Ca::new("One"), Key::p256());
    let (spki, names) = (key.spki(), dns(&["www.example.jp"]));
    let longer = [spki.as_slice(), &[5, 0]].concat();
    let good = LeafProfile {
        issuer: &ca.intermediate,
        serial: &[1; 16],
        spki: &spki,
        names: &names,
        subject: LeafSubject::DomainValidated,
        validity: Validity { not_before: NOW, not_after: NOW + DAY },
        crl_url: None,
        ca_issuers_url: None,
    };
    let ov = |country, locality, organization| LeafSubject::OrganizationValidated {
        country,
        state: None,
        locality,
        organization,
    };
    let (c, l, o) = (
        warifu_pki::AttributeKind::Country,
        warifu_pki::AttributeKind::Locality,
        warifu_pki::AttributeKind::Organization,
    );
    for (profile, expected) in [
        (good, None),
        (LeafProfile { serial: &[0x7f; 20], ..good }, None),
        (LeafProfile { serial: &[1; 7], ..good }, Some(BuildError::Serial)),
        (LeafProfile { serial: &[1; 21], ..good }, Some(BuildError::Serial)),
        (LeafProfile { serial: &[0x80; 16], ..good }, Some(BuildError::Serial)),
        (LeafProfile { serial: &[0; 16], ..good }, Some(BuildError::Serial)),
        (LeafProfile { names: &[], ..good }, Some(BuildError::NoNames)),
        (LeafProfile { spki: &[0x30, 0], ..good }, Some(BuildError::PublicKey)),
        (LeafProfile { spki: &longer, ..good }, Some(BuildError::PublicKey)),
        (
            LeafProfile { validity: Validity { not_before: NOW, not_after: NOW - 1 }, ..good },
            Some(BuildError::Validity),
        ),
        (
            LeafProfile { validity: Validity { not_before: NOW, not_after: i64::MAX }, ..good },
            Some(BuildError::Validity),
        ),
        (LeafProfile { crl_url: Some("https://a.jp/c"), ..good }, Some(BuildError::Url)),
        (LeafProfile { subject: ov("JP", Some("Chiyoda"), "Example"), ..good }, None),
        (LeafProfile { subject: ov("jp", Some("Chiyoda"), "Example"), ..good }, Some(BuildError::SubjectValue(c))),
        (LeafProfile { subject: ov("JP", None, "Example"), ..good }, Some(BuildError::SubjectValue(l))),
        (LeafProfile { subject: ov("JP", Some("Chiyoda"), " "), ..good }, Some(BuildError::SubjectValue(o))),
    ] {
        assert_eq!(build::leaf_tbs(&profile, key.algorithm()).err(), expected, "{profile:?}");
    }
    for algorithm in
        [SignatureAlgorithm::Rsa(Hash::Sha1), SignatureAlgorithm::Ed25519, SignatureAlgorithm::Other("unknown")]
    {
        assert_eq!(build::leaf_tbs(&good, algorithm), Err(BuildError::Algorithm));
        assert_eq!(build::assemble(&[], algorithm, &[]), Err(BuildError::Algorithm));
    }
}
