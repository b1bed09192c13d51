//! Certificates and chains as presented: each fault has its finding, and only that.

use std::net::SocketAddr;

use warifu_doctor::{
    AddressSeen, Context, Evidence, Expected, Handshake, HostSeen, Looked, RevocationSeen, Shown, Signed, Status,
    StatusSource, judge,
};

use crate::{
    forge::{DAY, Identity, NOW, Wish, forge, forge_for_key},
    judged::codes,
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
