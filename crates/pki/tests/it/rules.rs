//! Each rule with at least one passing and one failing row.

use warifu_pki::{AttributeKind, RuleSet, SubjectUse, Wanted, Wildcard, inspect, keys::Verdict, pem, rules::ALL};

use crate::support::{
    Key, NOW, csr, csr_with, dns, extension_request, fixture, request, request_with, rule_set, shop_common, standards,
    tlv, wanted,
};

/// The codes of all findings, in order, are exactly these.
pub(crate) fn check(what: &str, input: impl AsRef<[u8]>, wanted: &Wanted, expected: &[&str]) {
    check_with(what, input, &shop_common(), wanted, expected);
}

fn check_with(what: &str, input: impl AsRef<[u8]>, rules: &RuleSet, wanted: &Wanted, expected: &[&str]) {
    let inspection = inspect(input.as_ref(), &standards(), rules, wanted);
    let codes: Vec<_> = inspection.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, expected, "{what}: {:?}", inspection.findings);
    assert_eq!(inspection.accepted().is_some(), !inspection.findings.iter().any(|f| f.is_error()), "{what}");
    let is_proven = inspection.csr.as_ref().is_none_or(|csr| csr.verify() == Verdict::Valid);
    assert!(is_proven || inspection.accepted().is_none(), "{what}: a signature that is not good passes");
    for finding in &inspection.findings {
        let rule = ALL.iter().find(|rule| rule.code == finding.code).expect("every code is in the list");
        assert_eq!((finding.severity, finding.source), (rule.severity, rule.source));
        assert!(finding.field.is_some());
    }
}

#[test]
fn keys_and_signatures() {
    for (file, expected) in [
        ("rsa-2048.pem", &[][..]),
        ("rsa-4096.pem", &[]),
        ("rsa-sha384.pem", &[]),
        ("rsa-pss.pem", &[]),
        ("rsa-pss-longest-salt.pem", &[]),
        ("p256.pem", &[]),
        ("p384.pem", &[]),
        ("rsa-1024.pem", &["key_size"]),
        ("rsa-2047.pem", &["key_size"]),
        ("rsa-512.pem", &["key_size"]),
        ("rsa-sha1.pem", &["csr_signature_weak_hash"]),
        ("rsa-md5.pem", &["csr_signature_unknown", "csr_signature_weak_hash"]),
        ("rsa-pss-odd-salt.pem", &["csr_signature_unknown"]),
        ("rsa-pss-key.pem", &["key_type_refused"]),
        ("p521.pem", &["key_type_refused"]),
        ("p224.pem", &["key_type_refused"]),
        ("secp256k1.pem", &["key_type_refused"]),
        ("explicit-curve.pem", &["key_curve_explicit"]),
        ("ed25519.pem", &["key_type_refused"]),
        ("ed448.pem", &["key_type_refused"]),
        ("empty-subject.pem", &["names_missing"]),
        ("ip-san.pem", &["name_ip_address", "names_dropped"]),
    ] {
        check(file, fixture(file), &wanted(), expected);
    }
}

/// What cannot be checked is named all the same.
#[test]
fn key_and_signature_are_named() {
    let folder = crate::support::Folder::new("kinds");
    let mut rows = vec![
        (fixture("p224.pem"), "P-224", "ECDSA with SHA-256"),
        (fixture("secp256k1.pem"), "secp256k1", "ECDSA with SHA-256"),
        (fixture("ed448.pem"), "Ed448", "Ed448"),
        (fixture("rsa-md5.pem"), "RSA-2048", "RSA with MD5"),
        (fixture("rsa-pss-odd-salt.pem"), "RSA-2048", "RSA-PSS with SHA-256, salt of 17 octets"),
    ];
    for (key, options, kind, algorithm) in [
        (
            "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1",
            "",
            "brainpoolP256r1",
            "ECDSA with SHA-256",
        ),
        ("genpkey -algorithm RSA", "-sha224", "RSA-2048", "RSA with SHA-224"),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-sha224", "P-256", "ECDSA with SHA-224"),
        (
            "genpkey -algorithm RSA",
            "-sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha1",
            "RSA-2048",
            "RSA-PSS with unusual parameters",
        ),
    ] {
        for command in
            [format!("{key} -out key.pem"), format!("req -new -key key.pem -subj /CN=a.example.jp {options} -out csr")]
        {
            let (good, text) = folder.openssl(&command);
            assert!(good, "{text}");
        }
        rows.push((folder.read("csr"), kind, algorithm));
    }
    for (input, kind, algorithm) in rows {
        let inspection = inspect(&input, &standards(), &rule_set("shop-common"), &wanted());
        let named = |code, param| {
            let finding = inspection.findings.iter().find(|finding| finding.code == code);
            finding.map(|finding| finding.params[param].clone())
        };
        // Of a key that nobody takes, its kind is said; of any other, the signature.
        match named("key_type_refused", "key") {
            Some(key) => assert_eq!((key.as_str(), named("csr_signature_unknown", "algorithm")), (kind, None)),
            None => assert_eq!(named("csr_signature_unknown", "algorithm").as_deref(), Some(algorithm)),
        }
        let csr = inspection.csr.unwrap();
        assert_eq!((csr.key().to_string(), csr.signature_algorithm().to_string()), (kind.into(), algorithm.into()));
    }
}

/// A key that cannot have signed is named, and not its signature as well; beside a good key the signature is.
#[test]
fn only_the_fault_of_the_key() {
    let (p256, rsa) = (Key::p256(), Key::rsa2048());
    let (point, modulus) = (p256.spki(), rsa.spki());
    for (what, key, spki, spoilt, expected) in [
        ("a point off the curve", &p256, &point, point.len() - 1, &["key_unusable"][..]),
        ("a point of another form", &p256, &point, point.len() - 65, &["key_unusable"]),
        ("an even modulus", &rsa, &modulus, modulus.len() - 6, &["key_small_factor", "key_unusable"]),
        ("a spoilt name", &p256, &point, usize::MAX, &["csr_signature_broken"]),
    ] {
        let mut der = request(key, &[], &[(0x82, "www.example.jp")]);
        let at = match spoilt {
            usize::MAX => der.windows(3).position(|octets| octets == b"www").unwrap(),
            offset => der.windows(spki.len()).position(|octets| octets == spki).unwrap() + offset,
        };
        der[at] ^= 1;
        check(what, &der, &wanted(), expected);
        // A dated rule that is not in force yet opens no way past the signature.
        assert!(inspect(&der, &standards(), &shop_common(), &Wanted { at: 0, ..wanted() }).accepted().is_none());
    }
}

/// A request with a handmade RSA key of all ones, whose signature cannot be good.
#[test]
fn exponents_and_lengths() {
    for (what, exponent, modulus_octets, expected) in [
        ("1", &[1][..], 256, &["key_close_primes", "key_exponent", "key_small_factor"][..]),
        ("even", &[1, 0, 0], 256, &["key_close_primes", "key_exponent", "key_small_factor"]),
        ("3", &[3], 256, &["csr_signature_broken", "key_close_primes", "key_exponent_unusual", "key_small_factor"]),
        ("too long", &[1, 0, 1], 1025, &["key_close_primes", "key_size", "key_small_factor"]),
    ] {
        let modulus = [&[0][..], &vec![0xff; modulus_octets]].concat();
        let key = tlv(0x30, &[tlv(2, &modulus), tlv(2, exponent)].concat());
        let rsa_encryption = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
        let spki = tlv(0x30, &[tlv(0x30, &rsa_encryption), tlv(3, &[&[0][..], &key].concat())].concat());
        let common_name = tlv(0x30, &[&[6, 3, 0x55, 4, 3][..], &tlv(0x0c, b"www.example.jp")].concat());
        let info = [&[2, 1, 0][..], &tlv(0x30, &tlv(0x31, &common_name)), &spki, &[0xa0, 0]].concat();
        let sha256_with_rsa = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 0x0b, 5, 0];
        let signature = tlv(3, &vec![0; modulus_octets + 1]);
        let request = tlv(0x30, &[tlv(0x30, &info), tlv(0x30, &sha256_with_rsa), signature].concat());
        check(what, request, &wanted(), expected);
    }
}

#[test]
fn names_of_the_csr() {
    let key = Key::p256();
    let label = "abcdefghijklmnopqrstuvwxyz";
    for (common_name, names, expected) in [
        (Some("www.example.jp"), &[][..], &[][..]),
        (None, &["www.example.jp"], &[]),
        (Some("WWW.example.jp"), &["www.example.jp", "example.jp"], &[]),
        (None, &[], &["names_missing"]),
        (Some("192.0.2.1"), &["www.example.jp"], &["name_ip_address"]),
        (Some("2001:db8::1"), &[], &["name_ip_address"]),
        (Some("Example Inc."), &["www.example.jp"], &["name_malformed"]),
        (Some("a_b.example.jp"), &["www.example.jp"], &["name_underscore"]),
        (Some("ドメイン名例.jp"), &["www.example.jp"], &["name_unicode"]),
        (Some("www\u{200b}.example.jp"), &["www.example.jp"], &["name_malformed"]),
        (Some("www\u{2010}1.example.jp"), &["www.example.jp"], &["name_malformed"]),
        (Some("www.*.example.jp"), &["www.example.jp"], &["name_wildcard_shape"]),
        (Some("xn--eckwd4c7cu47r2wf.jp"), &[], &[]),
        (Some("co.jp"), &[], &["name_public_suffix"]),
        (Some("*.co.jp"), &[], &["name_public_suffix", "wildcard_not_in_product"]),
        (Some("user.github.io"), &[], &[]),
        (Some("localhost"), &[], &["name_internal"]),
        (Some("mail.corp"), &[], &["name_internal"]),
        (Some("printer.home.arpa"), &[], &["name_internal"]),
        (Some("shop.example.test"), &[], &["name_internal"]),
        (Some("www.example.local"), &[], &["name_internal"]),
        (Some("1.2.0.192.in-addr.arpa"), &[], &["name_reverse_lookup"]),
        (Some("*.example.jp"), &[], &["wildcard_not_in_product"]),
        (Some("A.example.jp"), &["b.example.jp", "a.example.jp"], &[]),
        (Some("a.example.jp"), &["b.example.jp", "c.example.jp"], &["cn_not_in_san"]),
        (Some("a.example.jp"), &["b.jp", "c.example.jp", "d.example.jp"], &["cn_not_in_san", "names_too_many"]),
        (Some(&format!("{label}.{label}.abc.jp")), &[], &[]),
        (Some(&format!("{label}.{label}.abcdefg.jp")), &[], &[]),
        (Some(&format!("{label}.{label}.abcdefgh.jp")), &[], &["cn_too_long"]),
        (None, &[&format!("{label}.{label}.abcdefgh.jp")], &[]),
    ] {
        check(&format!("{common_name:?} {names:?}"), csr(&key, common_name, names), &wanted(), expected);
    }
}

#[test]
fn names_asked_for() {
    let (key, base) = (Key::p256(), wanted());
    let asked = |names: &[&str], wildcard| Wanted { names: dns(names), wildcard, ..base.clone() };
    for (common_name, names, wanted, expected) in [
        (Some("www.example.jp"), &[][..], asked(&["www.example.jp", "example.jp"], Wildcard::Forbid), &[][..]),
        (None, &[], asked(&["www.example.jp"], Wildcard::Forbid), &[]),
        (Some("*.example.jp"), &[], asked(&["*.example.jp", "example.jp"], Wildcard::Allow), &[]),
        (Some("www.example.jp"), &[], asked(&["*.example.jp"], Wildcard::Allow), &["cn_not_in_names"]),
        (Some("other.jp"), &[], asked(&["www.example.jp"], Wildcard::Forbid), &["cn_not_in_names"]),
        (None, &["a.example.jp", "b.example.jp"], asked(&["a.example.jp"], Wildcard::Forbid), &["names_mismatch"]),
        (None, &["a.example.jp"], asked(&["a.example.jp", "co.jp"], Wildcard::Forbid), &["name_public_suffix"]),
        (None, &["a.example.jp"], asked(&["a.example.jp", "*.b.jp"], Wildcard::Forbid), &["wildcard_not_in_product"]),
        (None, &["a.example.jp"], asked(&["a.example.jp"], Wildcard::Require), &["wildcard_missing"]),
        (None, &["*.b.jp"], asked(&["*.b.jp", "b.jp"], Wildcard::Require), &[]),
    ] {
        check(&format!("{common_name:?} {names:?} {wanted:?}"), csr(&key, common_name, names), &wanted, expected);
    }
}

/// Sectigo tells a wildcard order by its CN; others read the SANs.
#[test]
fn a_wildcard_in_the_cn() {
    for (rules, common_name, wildcard, expected) in [
        ("sectigo", Some("*.example.jp"), Wildcard::Require, &[][..]),
        ("sectigo", Some("example.jp"), Wildcard::Require, &["wildcard_not_in_cn"]),
        ("sectigo", None, Wildcard::Require, &["wildcard_not_in_cn"]),
        ("sectigo", Some("example.jp"), Wildcard::Allow, &[]),
        ("globalsign", Some("example.jp"), Wildcard::Require, &[]),
    ] {
        let wanted = Wanted { wildcard, ..wanted() };
        let input = csr(&Key::p256(), common_name, &["*.example.jp", "example.jp"]);
        check_with(&format!("{rules} {common_name:?}"), input, &rule_set(rules), &wanted, expected);
    }
    let plain = csr(&Key::p256(), Some("example.jp"), &[]);
    let wanted = Wanted { wildcard: Wildcard::Require, ..wanted() };
    check_with("no wildcard at all", plain, &rule_set("sectigo"), &wanted, &["wildcard_missing"]);
}

/// What is offered in place of a name would not be refused in turn.
#[test]
fn offers_hold() {
    let (key, asked) = (Key::p256(), Wanted { names: dns(&["www.example.jp"]), ..wanted() });
    for (common_name, wanted, code, reason) in [
        ("ドメイン名例.jp", &wanted(), "name_unicode", "unicode"),
        ("日本", &wanted(), "name_unicode", "unicode_refused"),
        ("公司.cn", &wanted(), "name_unicode", "unicode_refused"),
        ("日本.local", &wanted(), "name_unicode", "unicode_refused"),
        ("*.日本.jp", &wanted(), "name_unicode", "unicode_refused"),
        ("*.日本.jp", &Wanted { wildcard: Wildcard::Allow, ..wanted() }, "name_unicode", "unicode"),
        ("example.jp", &asked, "cn_not_in_names", "missing"),
        ("co.jp", &asked, "cn_not_in_names", "refused"),
        ("localhost", &asked, "cn_not_in_names", "refused"),
    ] {
        let input = csr(&key, Some(common_name), &["www.example.jp"]);
        let inspection = inspect(input.as_bytes(), &standards(), &shop_common(), wanted);
        let finding = inspection.findings.iter().find(|finding| finding.code == code).unwrap();
        assert_eq!(finding.params["reason"], reason, "{common_name}");
    }
    for (name, expected) in [("www.example.jp.", &["name_trailing_dot"][..]), ("co.jp.", &["name_public_suffix"])] {
        check(name, request(&key, &[], &[(0x82, name)]), &wanted(), expected);
    }
}

/// SANs that are the same, or something else than names.
#[test]
fn odd_alternative_names() {
    for (names, expected) in [
        (&[(0x82, "www.example.jp"), (0x82, "example.jp")][..], &[][..]),
        (&[(0x82, "www.example.jp"), (0x82, "WWW.example.jp")], &["names_duplicate"]),
        (&[(0x82, "www.example.jp"), (0x82, "www.example.jp.")], &["name_trailing_dot", "names_duplicate"]),
        (&[(0x82, "www.example.jp"), (0x81, "a@example.jp")], &["names_dropped"]),
        (&[(0x82, "www.example.jp"), (0x82, "a_b.jp"), (0x82, "a_b.jp")], &["name_underscore"]),
        (&[(0x86, "https://www.example.jp")], &["names_dropped", "names_missing"]),
        (&[(0x87, "\u{1}\u{2}\u{3}\u{4}"), (0x82, "example.jp")], &["name_ip_address"]),
    ] {
        check(&format!("{names:?}"), request(&Key::p256(), &[], names), &wanted(), expected);
    }
}

/// What may be there once is named when it is there twice, and no name of it is lost.
#[test]
fn extensions_twice() {
    let extension = |oid: &[u8], body: &[u8]| tlv(0x30, &[&tlv(6, oid)[..], &tlv(4, body)].concat());
    let san = |name: &str| extension(&[0x55, 0x1d, 0x11], &tlv(0x30, &tlv(0x82, name.as_bytes())));
    let (one, two, usage) =
        (san("www.example.jp"), san("example.jp"), extension(&[0x55, 0x1d, 0x0f], &[3, 2, 5, 0xa0]));
    let list = |extensions: &[&[u8]]| extension_request(&[extensions]);
    let microsoft = |attribute: Vec<u8>| {
        let values = &attribute[13..];
        tlv(0x30, &[&[6, 10, 0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 1, 14][..], values].concat())
    };
    for (what, attributes, names, expected) in [
        ("each once", list(&[&one, &usage]), 1, &[][..]),
        ("Microsoft's alone", microsoft(list(&[&one, &usage])), 1, &[]),
        ("two SANs", list(&[&one, &two]), 2, &["subjectAltName"]),
        ("two lists", [list(&[&one]), list(&[&usage])].concat(), 1, &["extensionRequest"]),
        ("two values", extension_request(&[&[&one], &[&two]]), 2, &["extensionRequest", "subjectAltName"]),
        ("Microsoft's beside it", [list(&[&one]), microsoft(list(&[&usage]))].concat(), 1, &["extensionRequest"]),
        ("two lists with SANs", [list(&[&one]), list(&[&two])].concat(), 2, &["extensionRequest", "subjectAltName"]),
        ("two uses", list(&[&one, &usage, &usage, &usage]), 1, &["2.5.29.15"]),
    ] {
        let inspection =
            inspect(&request_with(&Key::p256(), &[], &attributes), &standards(), &shop_common(), &wanted());
        let twice = inspection.findings.iter().filter(|finding| finding.code == "csr_extension_twice");
        assert!(twice.clone().map(|finding| &finding.params["extension"]).eq(expected), "{what}: {inspection:?}");
        assert_eq!(inspection.accepted().is_none(), !expected.is_empty(), "{what}");
        assert_eq!(inspection.csr.unwrap().names().len(), names, "{what}");
    }
}

/// A dated rule is silent until its day, by the moment of issue.
#[test]
fn dates_decide() {
    let (input, first) = (csr(&Key::p256(), None, &["1.2.0.192.in-addr.arpa"]), 1_773_532_800);
    for (at, expected) in [(first - 1, &[][..]), (first, &["name_reverse_lookup"]), (NOW, &["name_reverse_lookup"])] {
        check(&format!("{at}"), &input, &Wanted { at, ..wanted() }, expected);
    }
}

/// The sandbox opens `.test`, but neither the bare suffix nor another one.
#[test]
fn private_suffixes() {
    let (key, mut rules) = (Key::p256(), shop_common());
    rules.allow_private_suffixes = vec!["test".into()];
    for (name, expected) in [
        ("shop.example.test", &[][..]),
        ("example.test", &[]),
        ("test", &["name_internal"]),
        ("example.contest", &["name_internal"]),
        ("example.local", &["name_internal"]),
    ] {
        check_with(name, csr(&key, None, &[name]), &rules, &wanted(), expected);
    }
}

/// BR 7.1.4.2: characters count, not octets; DV drops the subject and so its faults.
#[test]
fn subject_lengths() {
    let key = Key::p256();
    for (kind, max) in [
        (AttributeKind::Organization, 64),
        (AttributeKind::Locality, 128),
        (AttributeKind::State, 128),
        (AttributeKind::Street, 128),
        (AttributeKind::PostalCode, 40),
        (AttributeKind::SerialNumber, 64),
        (AttributeKind::BusinessCategory, 128),
    ] {
        for (length, subject, expected) in [
            (max, SubjectUse::Printed, &[][..]),
            (max + 1, SubjectUse::Printed, &["subject_too_long"]),
            (max + 1, SubjectUse::Ignored, &[]),
        ] {
            let text = "例".repeat(length);
            let input = csr_with(&key, &[(kind, &text), (AttributeKind::CommonName, "www.example.jp")], &[]);
            check_with(
                &format!("{kind:?} {length}"),
                input,
                &rule_set("private"),
                &Wanted { subject, ..wanted() },
                expected,
            );
        }
    }
}

/// Whatever carries a key is refused whole, also a good request beside it.
#[test]
fn pasted_keys() {
    let good = String::from_utf8(fixture("p256.pem")).unwrap();
    let folder = crate::support::Folder::new("keys");
    let mut inputs = vec![
        ("beside", (good.clone() + &pem::encode("PRIVATE KEY", &[1, 2, 3])).into_bytes()),
        ("cut off", b"-----BEGIN RSA PRIVATE KEY-----\nMIIE".to_vec()),
        ("small letters", pem::encode("private key", &[1]).into_bytes()),
        ("dashes spoilt", "\u{2014}BEGIN RSA PRIVATE KEY\u{2014}\nMIIE".into()),
        ("the end alone", b"AAAA\n-----END PRIVATE KEY-----\n".to_vec()),
        ("a label without its begin", b"EC PRIVATE KEY-----\nAAAA".to_vec()),
        ("text that starts like DER", b"0\n-----BEGIN PRIVATE KEY-----\n".to_vec()),
        ("line ends of a page", pem::encode("PRIVATE KEY", &[1]).replace('\n', "<br>").into_bytes()),
        ("blanks of a page", pem::encode("PRIVATE KEY", &[1]).replace(' ', "&nbsp;").into_bytes()),
        ("characters of a page", pem::encode("PRIVATE KEY", &[1]).replace("PRIVATE", "&#80;RIVATE").into_bytes()),
        ("a mail's blanks", b"-----BEGIN=20PRIVATE=20KEY-----".to_vec()),
        ("a mail's line ends", b"-----BEGIN RSA PRIV=\nATE K=\r\nEY-----".to_vec()),
        ("JSON", b"{\"key\": \"-----BEGIN PRIVATE\\u0020KEY-----\\nAAAA\"}".to_vec()),
        ("a form", b"-----BEGIN+PRIVATE+KEY-----".to_vec()),
        ("a form, coded", b"key=%2D%2D%2D%2D%2DEND+RSA+PRIVATE+KEY%2D%2D%2D%2D%2D%0A".to_vec()),
        ("an address", pem::encode("PRIVATE KEY", &[1]).replace(' ', "%20").replace('\n', "%0A").into_bytes()),
        ("XML of a page", b"&lt;RSAKeyValue&gt;".to_vec()),
        ("PuTTY", b"PuTTY-User-Key-File-3: ssh-rsa\n".to_vec()),
        ("JWK", br#"{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "d": "AA"}"#.to_vec()),
        ("UTF-16 without a mark", "-----BEGIN PRIVATE KEY-----".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        (
            "UTF-16",
            [0xff, 0xfe]
                .into_iter()
                .chain("-----BEGIN PRIVATE KEY-----".encode_utf16().flat_map(u16::to_le_bytes))
                .collect(),
        ),
    ];
    for (what, commands) in [
        ("PKCS#8", &["genpkey -algorithm RSA -outform DER -out key"][..]),
        ("PKCS#8 EC", &["genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out key"]),
        ("PKCS#1", &["genrsa -out key.pem 2048", "rsa -traditional -in key.pem -outform DER -out key"]),
        ("SEC 1", &["ecparam -name prime256v1 -genkey -noout -outform DER -out key"]),
        ("encrypted", &["genrsa -out key.pem 2048", "pkcs8 -topk8 -in key.pem -outform DER -out key -passout pass:x"]),
        (
            "PKCS#12",
            &[
                "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=a",
                "pkcs12 -export -inkey key.pem -in cert.pem -out key -passout pass:x",
            ],
        ),
    ] {
        for command in commands {
            let (good, text) = folder.openssl(command);
            assert!(good, "{text}");
        }
        inputs.push((what, folder.read("key")));
        let body = pem::encode("X", &folder.read("key"));
        let lines = body.lines().filter(|line| !line.starts_with('-'));
        inputs.push((what, lines.collect::<Vec<_>>().join("<br>").into_bytes()));
        inputs.push((what, body.lines().filter(|line| !line.starts_with('-')).collect::<String>().into_bytes()));
    }
    for (what, input) in inputs {
        check(what, &input, &wanted(), &["private_key_pasted"]);
        assert!(inspect(&input, &standards(), &shop_common(), &wanted()).csr.is_none(), "{what}");
    }
}

/// A misspelt field or limit in rule data is an error, not a limit less.
#[test]
fn rule_data_is_strict() {
    let good = include_str!("../../../../catalogue/rules/shop-common.toml");
    for (from, to) in [
        ("ST = {", "State = {"),
        ("allowed = \"A-Z\"", "allowed = \"Z-A\""),
        ("chars_max", "length"),
        ("rsa_bits_min", "rsa_bits_minimum"),
        ("as_of", "date"),
    ] {
        assert!(toml::from_str::<RuleSet>(&good.replace(from, to)).is_err(), "{to}");
    }
}

/// A product says how many names it takes; beyond a thousand nothing is gathered any more.
#[test]
fn piles_of_names() {
    let key = Key::p256();
    let names: Vec<_> = (0..1001).map(|n| format!("a{n}.example.jp")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    check("1000", csr(&key, None, &names[..1000]), &wanted(), &["names_too_many"]);
    let many = csr(&key, None, &names);
    let inspection = inspect(many.as_bytes(), &standards(), &rule_set("shop-common"), &wanted());
    assert_eq!(inspection.findings[0].params["reason"], "names_too_many");
    assert_eq!(inspection.findings[0].params["names_max"], "1000");
    check("1001", many, &wanted(), &["csr_unreadable"]);
}

/// Of one kind twenty are listed, and the rest is counted.
#[test]
fn lists_are_cut() {
    let key = Key::p256();
    for (wrong, listed, more) in [(19, 19, None), (20, 20, None), (21, 20, Some("1")), (300, 20, Some("280"))] {
        for (suffix, code) in [("_.example.jp", "name_underscore"), (".local", "name_internal")] {
            let names: Vec<_> = (1..=wrong).map(|n| format!("a{n}{suffix}")).collect();
            let names: Vec<_> = names.iter().map(|name| (0x82, name.as_str())).collect();
            let input = request(&key, &[], &names);
            let inspection = inspect(&input, &standards(), &shop_common(), &Wanted { names_max: 1000, ..wanted() });
            assert_eq!(inspection.findings.iter().filter(|f| f.code == code).count(), listed, "{wrong}");
            let cut = inspection.findings.iter().find(|finding| finding.code == "findings_more");
            let told = cut.map(|f| (f.params["rule"].as_str(), f.params["like"].clone(), f.params["more"].as_str()));
            assert_eq!(told, more.map(|more| (code, format!("a20{suffix}"), more)), "{wrong}");
            assert!(inspection.accepted().is_none());
        }
    }
}

#[test]
fn sizes() {
    let padded = |octets: usize| {
        let mut input = fixture("p256.pem");
        input.resize(octets, b'\n');
        input
    };
    check("64 KiB", padded(64 * 1024), &wanted(), &[]);
    check("one more", padded(64 * 1024 + 1), &wanted(), &["csr_too_large"]);
    check("1 MiB", padded(1024 * 1024), &wanted(), &["csr_too_large"]);
}

/// The failing rows above use every rule; a new one without a row is noticed here.
#[test]
fn every_rule_has_a_row() {
    let files =
        [include_str!("rules.rs"), include_str!("requests.rs"), include_str!("subjects.rs"), include_str!("weak.rs")];
    let rows = files.concat();
    for rule in ALL {
        assert!(rows.contains(&format!("\"{}\"", rule.code)), "{}", rule.code);
    }
}
