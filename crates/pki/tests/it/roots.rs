//! The real list of roots and the real events: what ships is what these tests read.

use warifu_pki::{Certificate, Roots, roots};

const LIST: &str = include_str!("../../../../catalogue/roots.pem");
const EVENTS: &str = include_str!("../../../../catalogue/root-events.toml");

/// Day of an event in seconds since 1970.
const DAY_2025_04_15: i64 = 1_744_675_200;
const DAY_2026_04_15: i64 = 1_776_211_200;
const DAY_2027_04_15: i64 = 1_807_747_200;
const DAY_2029_04_15: i64 = 1_870_905_600;
const DAY_2030_06_04: i64 = 1_906_761_600;

#[test]
fn the_list_is_that_of_the_crate() {
    let ders = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    let certificates: Vec<_> = ders.map(|der| Certificate::from_der(der.to_vec()).unwrap()).collect();
    assert!(certificates.len() > 100);
    assert!(roots::write_list(&certificates) == LIST, "`cargo xtask roots` writes catalogue/roots.pem");
    let read = Roots::parse(LIST, EVENTS).unwrap();
    assert_eq!(read.iter().count(), certificates.len());
    for root in read.iter() {
        let certificate = &root.certificate;
        assert!(certificate.is_self_issued(), "{}", certificate.subject_text());
        assert_eq!(read.find(certificate).map(|root| &root.certificate), Some(certificate));
        assert!(!root.distrusts.is_empty(), "every key grows old: {}", certificate.subject_text());
    }
}

#[test]
fn every_event_is_about_a_root_and_dated_as_published() {
    let roots = Roots::parse(LIST, EVENTS).unwrap();
    let dates = |subject: &str| -> Vec<(&str, i64)> {
        let listed = roots.iter().find(|root| root.certificate.subject_text() == subject);
        let distrusts = listed.map_or(roots.removed(subject), |root| root.distrusts.as_slice());
        let mut dates: Vec<_> = distrusts.iter().map(|d| (d.programme.as_str(), d.from)).collect();
        dates.sort_unstable();
        dates
    };
    let both = |day| vec![("Chrome", day), ("Firefox", day)];
    for (subject, expected) in [
        ("OU=GlobalSign Root CA - R3, O=GlobalSign, CN=GlobalSign", both(DAY_2027_04_15)),
        ("C=JP, O=SECOM Trust Systems CO.,LTD., OU=Security Communication RootCA2", both(DAY_2027_04_15)),
        ("C=US, O=DigiCert Inc, OU=www.digicert.com, CN=DigiCert Global Root G2", both(DAY_2029_04_15)),
        ("C=US, O=Internet Security Research Group, CN=ISRG Root X1", both(DAY_2030_06_04 + 11 * 3600 + 4 * 60 + 38)),
        ("C=US, O=DigiCert Inc, OU=www.digicert.com, CN=DigiCert Global Root CA", both(DAY_2026_04_15)),
        ("C=BE, O=GlobalSign nv-sa, OU=Root CA, CN=GlobalSign Root CA", both(DAY_2025_04_15)),
        ("C=ES, O=IZENPE S.A., CN=Izenpe.com", vec![("Chrome", DAY_2026_04_15), ("Firefox", DAY_2026_04_15 + 86_400)]),
        ("CN=nobody", vec![]),
    ] {
        assert_eq!(dates(subject), expected, "{subject}");
    }
    // A fingerprint with a slip of the pen would silently be about nothing.
    let fingerprints: Vec<_> = roots.iter().map(|root| root.certificate.fingerprint().to_string()).collect();
    for word in EVENTS.split('"').filter(|word| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit())) {
        assert!(fingerprints.iter().any(|known| known == word), "{word} is no root of the list");
    }
}

#[test]
fn mistakes_in_the_data_are_refused() {
    let facts = "source = 's'\nas_of = '2026-11-22'";
    for events in [
        "[[event]]".to_owned(),
        format!("[[event]]\nprogrammes = ['apple']\nfrom = '2026-01-01'\n{facts}"),
        format!("[[event]]\nprogrammes = []\nfrom = '2026-02-30'\n{facts}"),
        format!("[[event]]\nprogrammes = []\nroots = ['12']\nfrom = '2026-01-01'\n{facts}"),
        format!("[[key_age]]\nprogrammes = []\n{facts}"),
        format!("[[key_age]]\nprogrammes = []\nyears = 15\nfrom = '2026-01-01'\n{facts}"),
        format!("[[event]]\nprogrammes = []\nsubject = ['a']\nfrom = '2026-01-01'\n{facts}"),
    ] {
        assert!(Roots::parse("", &events).is_err(), "{events}");
    }
    assert!(Roots::parse("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----", "").is_err());
    assert_eq!(Roots::parse("", "").unwrap().iter().count(), 0);
}
