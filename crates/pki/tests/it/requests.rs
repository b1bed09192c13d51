//! Requests made by openssl are read as openssl reads them, and ours are read by openssl.

use warifu_pki::{AttributeKind, Csr, KeyKind, Sha256, inspect, keys::Verdict, pem};

use crate::support::{Folder, Key, csr, dns, fixture, shop_common, standards, wanted};

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
