//! The real table of public intermediates under the real roots: what ships is what these tests read.

use warifu_pki::{
    Certificate, Intermediates, Roots,
    chain::{self, World},
    start_of_day,
};

const TABLE: &str = include_str!("../../../../catalogue/intermediates.pem");
const ROOTS: &str = include_str!("../../../../catalogue/roots.pem");

/// The table is built into the program.
const OCTETS_MAX: usize = 400 * 1024;

#[test]
fn each_leads_to_a_root_and_is_found_by_its_key() {
    let (table, roots) = (Intermediates::parse(TABLE).unwrap(), Roots::parse(ROOTS, "").unwrap());
    // The day of the last update; a day of its own would let the test fail by itself later.
    let at = start_of_day("2026-11-22").unwrap();
    let all: Vec<_> = table.iter().collect();
    assert!(all.len() > 150 && TABLE.len() < OCTETS_MAX, "{} in {} octets", all.len(), TABLE.len());
    assert_eq!(TABLE.matches("-----BEGIN").count(), all.len(), "every block can be read");
    let world = World { intermediates: &table, ..World::of(&roots, at) };
    for ca in &all {
        let name = ca.subject_text();
        assert!(
            ca.is_ca() && ca.server_auth() != Some(false) && ca.not_before() <= at && at <= ca.not_after(),
            "{name}"
        );
        let chain = chain::of_pile(ca, &[], &world).unwrap();
        assert!(chain.best.root().is_some() && !chain.findings.iter().any(|f| f.is_error()), "{:?}", chain.findings);
    }
    for (name, count) in [
        ("C=US, O=Let's Encrypt, CN=R12", 1),
        ("C=US, O=Let's Encrypt, CN=YR1", 1),
        ("C=GB, O=Sectigo Limited, CN=Sectigo Public Server Authentication CA DV R36", 1),
        ("C=US, O=DigiCert Inc, OU=www.digicert.com, CN=RapidSSL TLS RSA CA G1", 1),
        ("C=BE, O=GlobalSign nv-sa, CN=GlobalSign GCC R6 AlphaSSL CA 2025", 1),
        ("C=JP, O=Japan Registry Services Co., Ltd., CN=JPRS Domain Validation Authority - G4", 1),
        ("C=JP, O=SECOM Trust Systems CO.,LTD., CN=SECOM Passport for Web SR 3.0 CA", 2),
        ("C=JP, O=Cybertrust Japan Co., Ltd., CN=Cybertrust Japan SureServer CA G4", 2),
        ("C=JP, O=Nijimo, Inc., CN=FujiSSL RSA Domain Validation Secure Server CA 2", 1),
    ] {
        assert_eq!(all.iter().filter(|ca| ca.subject_text() == name).count(), count, "{name}");
    }
}

/// A certificate as its owner got it from a public CA, and nothing else.
#[test]
fn a_public_leaf_alone_is_completed() {
    let leaf = Certificate::from_pem_all(include_bytes!("../data/public-leaf.pem")).unwrap().remove(0);
    let (table, roots) = (Intermediates::parse(TABLE).unwrap(), Roots::parse(ROOTS, "").unwrap());
    let world = World { intermediates: &table, ..World::of(&roots, leaf.not_before()) };
    let chain = chain::of_server(std::slice::from_ref(&leaf), &world).unwrap();
    assert!(chain.findings.iter().all(|finding| finding.code == "chain_intermediate_missing"), "{:?}", chain.findings);
    let [issuer, upper] = &chain.findings[..] else { panic!("{:?}", chain.findings) };
    for (missing, param, value) in [
        (issuer, "from", "table"),
        (issuer, "subject", "C=US, O=Let's Encrypt, CN=YE2"),
        (issuer, "url", "http://ye2.i.lencr.org/"),
        (upper, "subject", "C=US, O=ISRG, CN=Root YE"),
    ] {
        assert_eq!(missing.params[param], value, "{param}");
    }
    assert_eq!(issuer.params["sha256"], chain.certificates()[1].fingerprint().to_string());
    assert_eq!(chain.best.root().unwrap().common_name(), Some("ISRG Root X2"));
}

#[test]
fn mistakes_in_the_table_are_refused() {
    let block = TABLE.split_inclusive("-----END CERTIFICATE-----\n").next().unwrap();
    let without_key = block.replace("# key ", "# ");
    for (text, is_table) in [
        (String::new(), true),
        (block.to_owned(), true),
        (block.repeat(2), true),
        (without_key.clone(), false),
        (format!("{without_key}{block}"), false),
        (format!("{block}{without_key}"), false),
        (format!("{block}# key 00\n"), false),
        (block.replace("-----END", "-----"), false),
    ] {
        assert_eq!(Intermediates::parse(text.clone()).is_ok(), is_table, "{text}");
    }
}
