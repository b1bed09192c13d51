//! Certificates and chains as presented: each fault has its finding, and only that.

use std::net::SocketAddr;

use warifu_doctor::{
    AddressSeen, Class, Clients, Context, Evidence, Expected, Handshake, HostSeen, IssuerSeen, Looked, Profile,
    RevocationSeen, Scan, Shown, Signed, Status, StatusSource, Version, VersionSeen, judge,
};
use warifu_pki::{Certificate, Intermediates, Roots};

use crate::{
    forge::{DAY, Identity, NOW, Wish, forge, forge_for_key},
    judged::codes,
    support::{STANDARDS, catalogue},
};

fn site(name: &str, chain: &[&Identity]) -> HostSeen {
    let address: SocketAddr = "93.184.216.34:443".parse().unwrap();
    let looked = Looked::At(vec![AddressSeen::new(address, shows(chain))]);
    HostSeen { name: name.into(), looked, ..HostSeen::default() }
}

fn shows(chain: &[&Identity]) -> Shown {
    let chain = chain.iter().map(|one| one.der.clone()).collect();
    Shown::Certificate(Box::new(Handshake { chain, ..Handshake::default() }))
}

#[track_caller]
fn check(case: &str, host: HostSeen, context: &Context<'_>, wanted: &[&str]) {
    let report = judge(&Evidence { at: NOW, hosts: vec![host] }, context);
    assert_eq!(codes(&report), wanted, "{case}: {:#?}", report.hosts);
}

/// FAQ 7 and 10, and what else a leaf can be at fault with.
#[test]
fn each_fault_of_a_leaf_has_its_finding() {
    let root = forge(&Wish::ca("Root"), None);
    let leaf = || Wish::leaf(&["a.example"]);
    let of_addresses = |sans: &str| leaf().extension("subjectAltName", sans);
    let rows: Vec<(&str, &str, Wish, &[&str])> = vec![
        ("sound", "a.example", leaf(), &[]),
        ("expired", "a.example", leaf().valid(NOW - 90 * DAY, NOW - 1), &["site_certificate_expired"]),
        ("of tomorrow", "a.example", leaf().valid(NOW + DAY, NOW + 90 * DAY), &["site_certificate_not_yet_valid"]),
        ("its last second", "a.example", leaf().valid(NOW - 6 * DAY, NOW), &["site_certificate_ends_soon"]),
        ("its last days", "a.example", leaf().valid(NOW - 90 * DAY, NOW + 5 * DAY), &["site_certificate_ends_soon"]),
        ("a short life, fresh", "a.example", leaf().valid(NOW - DAY, NOW + 5 * DAY), &[]),
        ("another name of the domain", "a.example", Wish::leaf(&["b.a.example"]), &["site_name_mismatch"]),
        ("without www", "www.a.example", leaf(), &["site_name_www"]),
        ("with www only", "a.example", Wish::leaf(&["www.a.example"]), &["site_name_www"]),
        ("both", "a.example", Wish::leaf(&["www.a.example", "a.example"]), &[]),
        ("one label under a star", "b.a.example", Wish::leaf(&["*.a.example"]), &[]),
        ("no label under a star", "a.example", Wish::leaf(&["*.a.example"]), &["site_name_wildcard"]),
        ("two labels under a star", "c.b.a.example", Wish::leaf(&["*.a.example"]), &["site_name_wildcard"]),
        ("common name only", "a.example", leaf().extension("subjectAltName", ""), &["site_name_common_name_only"]),
        ("RSA with 1024 bits", "a.example", leaf().key("rsa:1024"), &["site_key_weak"]),
        ("RSA with 2048 bits", "a.example", leaf().key("rsa:2048"), &[]),
        ("SHA-1", "a.example", leaf().hash("sha1"), &["site_signature_weak"]),
        ("for mail", "a.example", leaf().extension("extendedKeyUsage", "emailProtection"), &["site_not_for_servers"]),
        ("an address, and no entry for it", "93.184.216.34", leaf(), &["site_name_mismatch"]),
        ("another address", "93.184.216.34", of_addresses("IP:93.184.216.35"), &["site_name_mismatch"]),
        ("the address as a name", "93.184.216.34", of_addresses("DNS:93.184.216.34"), &["site_name_mismatch"]),
        ("the address", "93.184.216.34", of_addresses("DNS:a.example,IP:93.184.216.34"), &[]),
        ("IPv6 in another spelling", "2606:2800:220:1::1", of_addresses("IP:2606:2800:0220:0001:0:0:0:1"), &[]),
        // Two faults of one topic are both told: neither follows from the other.
        (
            "expired and for another name",
            "a.example",
            Wish::leaf(&["b.a.example"]).valid(NOW - 90 * DAY, NOW - 1),
            &["site_certificate_expired", "site_name_mismatch"],
        ),
    ];
    for (case, name, wish, wanted) in rows {
        let leaf = forge(&wish, Some(&root));
        check(case, site(name, &[&leaf]), &Context { now: NOW, ..Context::default() }, wanted);
    }
}

/// A certificate of another site: a default one is told by what the server shows to clients that name no site.
#[test]
fn a_default_certificate_is_told_from_a_wrong_name() {
    let root = forge(&Wish::ca("Root"), None);
    let stranger = forge(&Wish::leaf(&["b.test"]), Some(&root));
    let snakeoil = forge(&Wish::leaf(&["localhost"]), None);
    let context = Context { now: NOW, ..Context::default() };
    let mut host = site("a.example", &[&stranger]);
    check("nothing known about the default", host.clone(), &context, &["site_name_mismatch"]);
    let Looked::At(addresses) = &mut host.looked else { panic!() };
    addresses[0].without_sni = Some(shows(&[&stranger]));
    check("the default", host, &context, &["site_tls_default_certificate"]);
    check("a self-made one", site("a.example", &[&snakeoil]), &context, &["site_tls_default_certificate"]);
}

#[test]
fn revocation_counts_when_its_signature_is_good() {
    let root = forge(&Wish::ca("Root"), None);
    let leaf = forge(&Wish::leaf(&["a.example"]), Some(&root));
    let context = Context { now: NOW, ..Context::default() };
    let revoked = Some(Status::Revoked { at: NOW - DAY, reason: Some(1) });
    for (source, status, signed, wanted) in [
        (StatusSource::Crl, revoked.clone(), Signed::Valid, &["site_certificate_revoked"][..]),
        (StatusSource::Ocsp, revoked.clone(), Signed::Valid, &["site_certificate_revoked"]),
        (StatusSource::Ocsp, revoked.clone(), Signed::Invalid, &[]),
        (StatusSource::Ocsp, revoked, Signed::Unchecked, &[]),
        (StatusSource::Crl, Some(Status::Good), Signed::Valid, &[]),
        (StatusSource::Ocsp, Some(Status::Unknown), Signed::Valid, &[]),
    ] {
        let mut host = site("a.example", &[&leaf]);
        let of = leaf.certificate().fingerprint().to_string();
        host.revocation = vec![RevocationSeen { of, source, status, signed, ..RevocationSeen::default() }];
        check(&format!("{source:?} {signed:?}"), host, &context, wanted);
    }
}

/// FAQ 7 and 8 against an order: the newest, an old one, another CA's, another key, other names, a stranger.
#[test]
fn an_order_says_which_certificate_should_be_there() {
    let [root, rival] = ["Root", "Rival"].map(|name| forge(&Wish::ca(name), None));
    let wish = Wish::leaf(&["a.example", "www.a.example"]);
    let newest = forge(&wish, Some(&root));
    let old = forge(&wish.clone().valid(NOW - 90 * DAY, NOW - 1), Some(&root));
    let more = forge_for_key(&Wish::leaf(&["a.example", "b.example"]), &newest, Some(&root));
    let previous = [old.der.clone()];
    let order = Expected { leaf_der: &newest.der, intermediates_der: &[], previous_der: &previous };
    let context = Context { now: NOW, order: Some(order), ..Context::default() };
    for (case, presented, wanted) in [
        ("the newest", &newest, &[][..]),
        // That it is expired as well follows from it, and is not said.
        ("an old one", &old, &["site_order_old_certificate"]),
        ("another CA's", &forge(&wish, Some(&rival)), &["site_order_other_ca"]),
        ("another key", &forge(&wish, Some(&root)), &["site_order_other_key"]),
        ("other names", &more, &["site_order_other_names"]),
        ("a stranger", &forge(&Wish::leaf(&["b.a.example"]), Some(&root)), &["site_order_other_certificate"]),
    ] {
        check(case, site("a.example", &[presented]), &context, wanted);
    }
}

/// A public root, an intermediate under it, and a second root that cross-signs.
struct Pki {
    root: Identity,
    intermediate: Identity,
    leaf: Identity,
    roots: Roots,
}

fn pki() -> Pki {
    let root = forge(&Wish::ca("Root"), None);
    let intermediate = forge(&Wish::ca("Intermediate"), Some(&root));
    let leaf = forge(&aia(Wish::leaf(&["a.example"])), Some(&intermediate));
    let roots = Roots::of(vec![root.certificate()]);
    Pki { root, intermediate, leaf, roots }
}

/// Says where the issuer's certificate lies.
fn aia(wish: Wish) -> Wish {
    wish.extension("authorityInfoAccess", "caIssuers;URI:http://ca.example/intermediate.cer")
}

/// FAQ 8: each way in which a chain fails to lead to a root.
#[test]
fn each_fault_of_a_chain_has_its_finding() {
    let Pki { root, intermediate, leaf, roots } = &pki();
    let silent = forge(&Wish::leaf(&["a.example"]), Some(intermediate));
    let own = forge(&Wish::leaf(&["a.example"]), None);
    let rival_root = forge(&Wish::ca("Rival"), None);
    let rival = forge(&Wish::leaf(&["a.example"]), Some(&rival_root));
    let ended = forge(&Wish::ca("Ended").valid(NOW - 90 * DAY, NOW - DAY), Some(root));
    let under_ended = forge(&Wish::leaf(&["a.example"]), Some(&ended));
    let namesake = forge(&Wish::ca("Intermediate"), Some(root));
    // Without key identifiers only the signature tells that the key is another.
    let anonymous =
        |wish: Wish| wish.extension("subjectKeyIdentifier", "none").extension("authorityKeyIdentifier", "none");
    let nameless = forge(&anonymous(Wish::ca("Nameless")), Some(root));
    let under_nameless = forge(&anonymous(Wish::leaf(&["a.example"])), Some(&nameless));
    let other_nameless = forge(&anonymous(Wish::ca("Nameless")), Some(root));
    let sha1 = forge(&Wish::ca("Old hash").hash("sha1"), Some(root));
    let under_sha1 = forge(&Wish::leaf(&["a.example"]), Some(&sha1));
    let no_ca = forge(&Wish::leaf(&["no-ca.example"]), Some(root));
    let under_no_ca = forge(&Wish::leaf(&["a.example"]), Some(&no_ca));
    // The root's key and name, signed by an older root whose certificate has ended.
    let old_root = forge(&Wish::ca("Old root").valid(NOW - 9000 * DAY, NOW - 10 * DAY), None);
    let cross_wish = Wish::ca("Root").valid(NOW - 4000 * DAY, NOW - 10 * DAY);
    let cross = forge_for_key(&cross_wish, root, Some(&old_root));
    let context = Context { now: NOW, roots: Some(roots), ..Context::default() };
    let rows: &[(&str, &[&Identity], &[&str])] = &[
        ("as it should be", &[leaf, intermediate], &[]),
        ("no intermediate, which says where it lies", &[leaf], &["site_chain_incomplete"]),
        ("no intermediate, and no word where it lies", &[&silent], &["site_chain_unknown_issuer"]),
        ("self-signed", &[&own], &["site_chain_self_signed"]),
        ("a private root that is sent", &[&rival, &rival_root], &["site_chain_private_root"]),
        ("a private root that is not sent", &[&rival], &["site_chain_unknown_issuer"]),
        ("the root as well", &[leaf, intermediate, root], &["site_chain_root_sent"]),
        ("a stranger", &[leaf, intermediate, &rival_root], &["site_chain_extra"]),
        ("twice", &[leaf, intermediate, intermediate], &["site_chain_extra"]),
        ("the intermediate in front", &[intermediate, leaf], &["site_ca_certificate"]),
        ("an intermediate that has ended", &[&under_ended, &ended], &["site_chain_ca_expired"]),
        ("a namesake with another key", &[leaf, &namesake], &["site_chain_incomplete"]),
        ("the same without identifiers", &[&under_nameless, &other_nameless], &["site_chain_broken"]),
        ("an intermediate signed with SHA-1", &[&under_sha1, &sha1], &["site_chain_weak_signature"]),
        ("a leaf as issuer", &[&under_no_ca, &no_ca], &["site_chain_invalid"]),
        ("an ended cross-certificate of the root", &[leaf, intermediate, &cross], &["site_chain_old_cross"]),
    ];
    for (case, sent, wanted) in rows {
        check(case, site("a.example", sent), &context, wanted);
    }
    let second = forge(&Wish::ca("Second"), Some(intermediate));
    let deep = forge(&Wish::leaf(&["a.example"]), Some(&second));
    let disorder = site("a.example", &[&deep, intermediate, &second]);
    check("two intermediates in the wrong order", disorder, &context, &["site_chain_order"]);
    let own_roots = Roots::of(vec![rival_root.certificate()]);
    let own = Context { own_roots: Some(&own_roots), ..context };
    check("a private root that is known", site("a.example", &[&rival]), &own, &[]);
    check("a public one beside it", site("a.example", &[leaf, intermediate]), &own, &[]);
}

/// A full look fetches the missing intermediate, and the finding names the file to install.
#[test]
fn a_missing_intermediate_is_proven_and_named() {
    let Pki { intermediate, leaf, roots, .. } = &pki();
    let url = "http://ca.example/intermediate.cer";
    let mut host = HostSeen { profile: Profile::Full, ..site("a.example", &[leaf]) };
    let of = leaf.certificate().fingerprint().to_string();
    host.issuers = vec![IssuerSeen { of, url: url.into(), der: Some(intermediate.der.clone()), failure: None }];
    let context = Context { now: NOW, roots: Some(roots), ..Context::default() };
    let report = judge(&Evidence { at: NOW, hosts: vec![host.clone()] }, &context);
    assert_eq!(codes(&report), ["site_chain_incomplete"]);
    let params = &report.hosts[0].findings[0].params;
    assert_eq!((&*params["missing"], &*params["url"]), ("O=warifu tests, CN=Intermediate", url));
    // What the certificate promises, but nobody can fetch, is no file to install.
    host.issuers[0].der = None;
    check("nothing there", host, &context, &["site_chain_unknown_issuer"]);
    // What an order delivered is known without asking.
    let delivered = [intermediate.der.clone()];
    let order = Expected { leaf_der: &leaf.der, intermediates_der: &delivered, previous_der: &[] };
    let context = Context { order: Some(order), ..Context { now: NOW, ..Context::default() } };
    check("of an order", site("a.example", &[leaf]), &context, &["site_chain_incomplete"]);
    // So is what the table of the public CAs has, even where the leaf does not say who issued it.
    let silent = forge(&Wish::leaf(&["a.example"]), Some(intermediate));
    let table = Intermediates::of(&[intermediate.certificate()]);
    let context = Context { now: NOW, roots: Some(roots), intermediates: &table, ..Context::default() };
    for (case, sent) in [("from the table", leaf), ("from the table, with no word where it lies", &silent)] {
        check(case, site("a.example", &[sent]), &context, &["site_chain_incomplete"]);
    }
}

/// A10: browsers stop trusting roots on days that are announced.
#[test]
fn roots_that_lose_trust_are_told_by_date() {
    let Pki { root, intermediate, leaf, .. } = &pki();
    let events = |from: &str| {
        let sha256 = root.certificate().fingerprint();
        let event = format!(
            "[[event]]\nprogrammes = ['chrome']\nroots = ['{sha256}']\nfrom = '{from}'\nsource = 's'\nas_of = '2026-11-22'"
        );
        Roots::parse(&root.pem(), &event).unwrap()
    };
    for (from, wanted) in [
        ("2027-01-01", &["site_chain_distrusted"][..]),
        ("2027-02-01", &["site_chain_distrust_ahead"]),
        ("2029-04-15", &[]),
    ] {
        let roots = events(from);
        let context = Context { now: NOW, roots: Some(&roots), ..Context::default() };
        check(from, site("a.example", &[leaf, intermediate]), &context, wanted);
    }
}

#[test]
fn the_public_roots_can_be_judged_by() {
    let [list, events] = ["roots.pem", "root-events.toml"].map(catalogue);
    let roots = Roots::parse(&list, &events).unwrap();
    let root: &Certificate = &roots.iter().next().unwrap().certificate;
    let context = Context { now: NOW, roots: Some(&roots), ..Context::default() };
    let own = forge(&Wish::leaf(&["a.example"]), None);
    check("self-signed", site("a.example", &[&own]), &context, &["site_chain_self_signed"]);
    assert!(root.is_self_issued());
}

/// A CA certificate that has ended is called what it is.
#[test]
fn an_expired_root_is_no_intermediate() {
    let ended = || Wish::ca("Ended").valid(NOW - 90 * DAY, NOW - DAY);
    let sound = forge(&Wish::ca("Root"), None);
    for (kind, wish, above) in [("root", ended(), None), ("intermediate", ended(), Some(&sound))] {
        let ca = forge(&wish, above);
        let leaf = forge(&Wish::leaf(&["a.example"]), Some(&ca));
        let roots = Roots::of(vec![above.unwrap_or(&ca).certificate()]);
        let context = Context { now: NOW, own_roots: Some(&roots), ..Context::default() };
        let chain: &[&Identity] = if kind == "root" { &[&leaf] } else { &[&leaf, &ca] };
        let report = judge(&Evidence { at: NOW, hosts: vec![site("a.example", chain)] }, &context);
        assert_eq!(codes(&report), ["site_chain_ca_expired"], "{kind}: {report:#?}");
        assert_eq!(report.hosts[0].findings[0].params["kind"], kind);
    }
}

/// Rules that browsers keep for public certificates only.
#[test]
fn public_certificates_are_held_to_the_rules_of_their_day() {
    let Pki { intermediate, roots, .. } = &pki();
    let public = Context { now: NOW, roots: Some(roots), standards: Some(&STANDARDS), ..Context::default() };
    let private = Context { roots: None, own_roots: Some(roots), ..public };
    let dv = || Wish::leaf(&["a.example"]).extension("certificatePolicies", "2.23.140.1.2.1");
    let staple = Wish::leaf(&["a.example"]).extension("tlsfeature", "status_request");
    for (case, wish, as_public, as_private) in [
        ("no SCT", dv(), &["site_scts_missing"][..], &[][..]),
        ("a year", dv().valid(NOW - 40 * DAY, NOW + 325 * DAY), &["site_too_long_valid"], &[]),
        ("must-staple", staple, &["site_must_staple"], &["site_must_staple"]),
    ] {
        let leaf = forge(&wish, Some(intermediate));
        check(case, site("a.example", &[&leaf, intermediate]), &public, as_public);
        check(case, site("a.example", &[&leaf, intermediate]), &private, as_private);
    }
}

/// FAQ 5: old devices give rise to a notice at most; the archive to nothing but a row of the table.
#[test]
fn clients_are_asked_by_the_table() {
    let Pki { root, intermediate, .. } = &pki();
    let clients = Clients::parse(&catalogue("clients.toml"), &catalogue("handsets.toml")).unwrap();
    assert!(clients.iter().any(|client| client.id == "willcom-phs" && client.class == Class::Archived));
    // Roots of 2015 and of 2026: what was updated last before then does not have them.
    let young = forge(&Wish::ca("Young").valid(NOW - 200 * DAY, NOW + 2000 * DAY), None);
    let cross_wish = Wish::ca("Young").valid(NOW - 200 * DAY, NOW + 2000 * DAY);
    let old_root = forge(&Wish::ca("Old").valid(NOW - 9000 * DAY, NOW + 900 * DAY), None);
    let cross = forge_for_key(&cross_wish, &young, Some(&old_root));
    let leaf = |issuer: &Identity| forge(&Wish::leaf(&["a.example"]), Some(issuer));
    let [under_young, under_old] = [leaf(&young), leaf(&old_root)];
    let all = Roots::of(vec![root.certificate(), young.certificate(), old_root.certificate()]);
    let context = Context { now: NOW, roots: Some(&all), clients: Some(&clients), ..Context::default() };
    let suites = |list: &[&str]| {
        let seen = VersionSeen {
            version: Version::Tls12,
            suites: list.iter().map(|suite| (*suite).into()).collect(),
            ..VersionSeen::default()
        };
        Some(Scan { versions: vec![seen], ..Scan::default() })
    };
    let with = |chain: &[&Identity], scan: Option<Scan>| {
        let mut host = site("a.example", chain);
        let Looked::At(addresses) = &mut host.looked else { panic!() };
        addresses[0].scan = scan;
        host
    };
    let gcm = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    let chacha = "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256";
    let no_tls13 = "site_tls_no_tls13";
    check("a root that all have", with(&[&under_old], suites(&[gcm])), &context, &[no_tls13]);
    check("a root of last year", with(&[&under_young], None), &context, &["site_old_clients"]);
    check("with a cross-certificate", with(&[&under_young, &cross], None), &context, &[]);
    let modern = with(&[&under_old], suites(&[chacha]));
    check("ChaCha20 alone", modern, &context, &[no_tls13, "site_clients_refuse", "site_old_clients"]);
    let own = Context { roots: None, own_roots: Some(&all), ..context };
    check("a private root is nobody's matter", with(&[&under_young], None), &own, &[]);
    let report = judge(&Evidence { at: NOW, hosts: vec![site("a.example", &[&under_old, intermediate])] }, &context);
    let refuses = |id: &str| report.hosts[0].clients.iter().find(|verdict| verdict.id == id).unwrap().refuses;
    assert_eq!((refuses("chrome"), refuses("docomo-foma-sha1").is_some()), (None, true));
}

#[test]
fn a_table_of_clients_must_be_whole() {
    let row = "[[client]]\nid='a'\nname='A'\nclass='current'\nversions=['TLSv1.2','TLSv1.3']\nsuites=[]\nsource='s'\nas_of='2026-11-22'\n";
    assert!(Clients::parse(row, "client = []").is_ok());
    assert!(Clients::parse(row, row).is_err(), "an id twice");
    for (from, to) in [("TLSv1.3", "TLSv1.1"), ("2026-11-22", "2026-13-22"), ("source", "sauce"), ("current", "dead")] {
        assert!(Clients::parse(&row.replace(from, to), "client = []").is_err(), "{from}");
    }
}
