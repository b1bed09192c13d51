//! Requests made by openssl are read as openssl reads them, and ours are read by openssl.

use warifu_pki::{AttributeKind, Csr, KeyKind, Sha256, inspect, keys::Verdict, pem};

use crate::support::{Folder, Key, csr, dns, extension_request, fixture, shop_common, standards, tlv, wanted};

/// openssl makes a request with the given key; subject, names, key and SPKI come out as they went in.
#[test]
fn requests_of_openssl() {
    let folder = Folder::new("requests");
    for (options, key) in [
        ("-newkey rsa:2048", KeyKind::Rsa { bits: 2048 }),
        ("-newkey rsa:4096", KeyKind::Rsa { bits: 4096 }),
        ("-newkey ec -pkeyopt ec_paramgen_curve:P-256", KeyKind::EcP256),
        ("-newkey ec -pkeyopt ec_paramgen_curve:P-384", KeyKind::EcP384),
    ] {
        let made = folder.openssl(&format!(
            "req -new -nodes -keyout key.pem -out csr.pem {options} -subj /C=JP/O=Example/CN=www.example.jp \
             -addext subjectAltName=DNS:www.example.jp,DNS:EXAMPLE.jp,DNS:a.example.jp"
        ));
        assert!(made.0, "{}", made.1);
        let inspection = inspect(&folder.read("csr.pem"), &standards(), &shop_common(), &wanted());
        let csr = inspection.accepted().unwrap_or_else(|| panic!("{options}: {:?}", inspection.findings));
        assert_eq!(inspection.findings, []);
        assert_eq!(csr.key(), key);
        assert_eq!(csr.names(), dns(&["www.example.jp", "example.jp", "a.example.jp"]));
        assert_eq!(csr.subject().to_string(), "C=JP, O=Example, CN=www.example.jp");
        folder.openssl("pkey -in key.pem -pubout -outform DER -out spki.der");
        assert_eq!(csr.spki_sha256(), Sha256::of(&folder.read("spki.der")));

        folder.openssl("req -in csr.pem -outform DER -out csr.der");
        assert_eq!(
            inspect(&folder.read("csr.der"), &standards(), &shop_common(), &wanted()).accepted().unwrap().der(),
            csr.der()
        );
    }
}

/// Any one bit of the signature, and any octet of what is signed, must count.
#[test]
fn a_flipped_bit_is_refused() {
    for name in ["rsa-2048.pem", "p256.pem", "p384.pem"] {
        let good = pem::decode_all(&fixture(name)).unwrap().remove(0).der;
        assert_eq!(Csr::from_der(good.clone()).unwrap().verify(), Verdict::Valid);
        for at in (good.len() - 40..good.len()).chain([60, good.len() / 2]) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            let inspection = inspect(&bad, &standards(), &shop_common(), &wanted());
            assert!(inspection.accepted().is_none(), "{name}, octet {at}");
        }
    }
}

#[test]
fn openssl_reads_ours() {
    let folder = Folder::new("ours");
    for key in [Key::p256(), Key::p384(), Key::rsa2048()] {
        folder.write("csr.pem", csr(&key, Some("www.example.jp"), &["www.example.jp", "*.example.jp"]));
        let (good, text) = folder.openssl("req -in csr.pem -verify -noout -text");
        assert!(good, "{text}");
        for expected in ["verify OK", "Subject: CN = www.example.jp", "DNS:www.example.jp, DNS:*.example.jp"] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }
}

#[test]
fn texts_in_any_script() {
    let inspection = inspect(&fixture("japanese.pem"), &standards(), &shop_common(), &wanted());
    let csr = inspection.accepted().unwrap();
    assert_eq!(csr.subject().first(AttributeKind::Organization), Some("株式会社例示"));
    assert!(csr.subject().attributes().iter().all(|attribute| attribute.well_encoded));
}

/// What is around the request does not matter; what is instead of it is named.
#[test]
fn wrappings() {
    let clean = String::from_utf8(fixture("p256.pem")).unwrap();
    let der = pem::decode_all(clean.as_bytes()).unwrap().remove(0).der;
    let bare: String = clean.lines().filter(|line| !line.starts_with('-')).collect();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(clean.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (what, input) in [
        ("PEM", clean.clone().into_bytes()),
        ("DER", der.clone()),
        ("lines of a page", clean.replace('\n', "<br>").replace('+', "&#43;").into_bytes()),
        ("a line of JSON", format!("{{\"csr\":\"{}\"}}", clean.replace('\n', "\\n")).into_bytes()),
        ("bare base64 of a mail", bare.replace('=', "=3D").into_bytes()),
        ("bare base64", bare.into_bytes()),
        ("UTF-16", utf16),
        ("Microsoft's label", clean.replace(" CERTIFICATE REQUEST", " NEW CERTIFICATE REQUEST").into_bytes()),
        ("twice", clean.repeat(2).into_bytes()),
        ("beside a certificate", (pem::encode("CERTIFICATE", &[1]) + &clean).into_bytes()),
    ] {
        assert_eq!(inspect(&input, &standards(), &shop_common(), &wanted()).accepted().unwrap().der(), der, "{what}");
    }
    for (what, input, reason) in [
        ("nothing", b"  \n".to_vec(), "empty"),
        ("words", b"please find attached".to_vec(), "no_request"),
        ("a certificate", pem::encode("CERTIFICATE", &[1]).into_bytes(), "other_block"),
        ("cut", clean.as_bytes()[..clean.len() - 60].to_vec(), "pem_no_end"),
        ("more after it", [der.as_slice(), &[0]].concat(), "trailing_octets"),
        ("half", der[..der.len() / 2].to_vec(), "request"),
    ] {
        let inspection = inspect(&input, &standards(), &shop_common(), &wanted());
        let finding = &inspection.findings[0];
        assert_eq!((finding.code, finding.params["reason"].as_str()), ("csr_unreadable", reason), "{what}");
    }
}

/// Each part of a request that cannot be read is named, with where it starts, and has its sentence in both languages.
#[test]
fn unreadable_parts() {
    const RSA: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let (key, oid) = (Key::p256(), [6, 3, 0x55, 4, 3]);
    let (wrong, cut) = (tlv(0x0c, b"x"), vec![0x30, 5, 0]);
    let spki = |algorithm: &[u8], tag, key: &[u8]| tlv(0x30, &[tlv(0x30, algorithm), tlv(tag, key)].concat());
    let rsa = |key: &[u8]| spki(RSA, 3, &[&[0][..], key].concat());
    let numbers = |modulus: &[u8], exponent: &[u8]| rsa(&tlv(0x30, &[tlv(2, modulus), tlv(2, exponent)].concat()));
    let many = |element: &[u8]| element.repeat(65);
    let relative = tlv(0x31, &tlv(0x30, &[&oid[..], &tlv(0x0c, b"x")].concat()));
    let extension = |value: &[u8]| tlv(0x30, &[&[6, 3, 0x55, 0x1d, 0x11][..], &tlv(4, value)].concat());
    let asked = |extensions: &[u8]| extension_request(&[&[extensions]]);
    let attribute = tlv(0x30, &[&oid[..], &tlv(0x31, &[])].concat());
    let (version, subject, attributes) = (tlv(2, &[0]), tlv(0x30, &[]), tlv(0xa0, &[]));
    let algorithm = tlv(0x30, &[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2]);
    // The parts in their order: version, subject, key, attributes, algorithm, signature.
    let parts = [version, subject, key.spki(), attributes, algorithm, tlv(3, &[0, 1])];
    let catalogues = ["en", "ja"].map(|locale| {
        let text = std::fs::read_to_string(format!("../render/locales/{locale}/findings.ftl")).unwrap();
        let at = text.find("finding-csr_unreadable =").unwrap();
        text[at..at + text[at..].find(".fix =").unwrap()].to_owned()
    });
    let mut known = catalogues.clone();
    for (part, value, reason) in [
        (0, tlv(2, &[1]), "version"),
        (0, wrong.clone(), "version"),
        (1, wrong.clone(), "subject"),
        (1, tlv(0x30, &wrong), "name"),
        (1, tlv(0x30, &tlv(0x31, &wrong)), "name_attribute"),
        (1, tlv(0x30, &many(&relative)), "name_attributes_too_many"),
        (2, wrong.clone(), "public_key"),
        (2, tlv(0x30, &wrong), "public_key_algorithm"),
        (2, spki(&wrong, 3, &[0, 1]), "public_key_algorithm"),
        (2, spki(&[&RSA[..11], &cut].concat(), 3, &[0, 1]), "public_key_parameters"),
        (2, spki(RSA, 4, &[0, 1]), "public_key_bits"),
        (2, spki(RSA, 3, &[1, 2]), "public_key_bits"),
        (2, rsa(&wrong), "rsa_key"),
        (2, numbers(&[0x80], &[3]), "rsa_modulus"),
        (2, numbers(&[0x0f], &[0]), "rsa_exponent"),
        (3, wrong.clone(), "request_info"),
        (3, vec![0xa0, 0x81, 1, 0], "attributes"),
        (3, tlv(0xa0, &wrong), "attribute"),
        (3, tlv(0xa0, &many(&attribute)), "attributes_too_many"),
        (3, tlv(0xa0, &extension_request(&[])), "extension_request"),
        (3, tlv(0xa0, &asked(&wrong)), "extension"),
        (3, tlv(0xa0, &asked(&many(&extension(&tlv(0x30, &[]))))), "extensions_too_many"),
        (3, tlv(0xa0, &asked(&extension(&wrong))), "subject_alt_name"),
        (3, tlv(0xa0, &asked(&extension(&tlv(0x30, &tlv(0x87, &[1; 5]))))), "ip_address"),
        (4, wrong.clone(), "signature_algorithm"),
        (4, tlv(0x30, &[&[6, 1, 1][..], &cut].concat()), "signature_parameters"),
        (5, wrong.clone(), "signature"),
        (5, tlv(3, &[1, 2]), "signature"),
    ] {
        let mut parts = parts.clone();
        let is_whole = Csr::from_der(assemble(&parts));
        assert!(is_whole.is_ok(), "{is_whole:?}");
        parts[part].clone_from(&value);
        let der = assemble(&parts);
        let inspection = inspect(&der, &standards(), &shop_common(), &wanted());
        let finding = &inspection.findings[0];
        assert_eq!((finding.code, finding.params["reason"].as_str()), ("csr_unreadable", reason), "{value:02x?}");
        let start = der.windows(value.len()).position(|octets| octets == value).unwrap();
        let at: usize = finding.params["at"].parse().unwrap();
        assert!((start..=start + value.len()).contains(&at), "{reason}: {at} is not in the part at {start}");
        for (catalogue, known) in catalogues.iter().zip(&mut known) {
            assert!(catalogue.contains(&format!("[{reason}] ")), "{reason} has no sentence");
            *known = known.replace(&format!("[{reason}] "), "");
        }
    }
    // Every sentence about an octet is reached by a row.
    for known in known {
        let left: Vec<_> = known.lines().filter(|line| line.contains('[') && line.contains("$at")).collect();
        assert_eq!(left, Vec::<&str>::new());
    }
}

/// A request of its six parts.
fn assemble([version, subject, key, attributes, algorithm, signature]: &[Vec<u8>; 6]) -> Vec<u8> {
    let info = tlv(0x30, &[version.as_slice(), subject, key, attributes].concat());
    tlv(0x30, &[info.as_slice(), algorithm, signature].concat())
}

/// Words about keys beside a request are no key.
#[test]
fn words_about_keys() {
    let good = csr(&Key::p256(), None, &["www.example.jp"]);
    for words in ["Please keep your PRIVATE KEY secret.", "PRIVATE KEY: never send it", "The PRIVATE KEY\nstays there."]
    {
        let inspection = inspect(format!("{words}\n{good}").as_bytes(), &standards(), &shop_common(), &wanted());
        assert_eq!(inspection.findings, [], "{words}");
    }
}

/// Two requests that differ are not guessed between; names and keys tell them apart.
#[test]
fn several_requests() {
    let one = csr(&Key::p256(), None, &["www.example.jp"]);
    let two = csr(&Key::p256(), Some("www.example.com"), &[]);
    let inspect_one = |pem: &str| warifu_pki::read_csr(pem.as_bytes()).unwrap();
    let inspection = inspect(format!("{one}{two}").as_bytes(), &standards(), &shop_common(), &wanted());
    let [finding] = inspection.findings.as_slice() else { panic!("{:?}", inspection.findings) };
    assert_eq!((finding.code, finding.params["requests"].as_str()), ("csr_several", "2"));
    let digits = |pem: &str| inspect_one(pem).spki_sha256().to_string()[..8].to_owned();
    let wanted = format!("www.example.jp (P-256, {}) / www.example.com (P-256, {})", digits(&one), digits(&two));
    assert_eq!(finding.params["names"], wanted);
}
