//! Chains out of piles and as servers send them: what is chosen, what is said, and what openssl thinks of it.

use warifu_pki::{
    AttributeKind, Certificate, Finding, Intermediates, Roots,
    build::{self, CaProfile, LeafProfile, LeafSubject, Validity},
    chain::{self, CODES, Chain, End, Origin, World},
    intermediates::{Selection, write_table},
    pem,
};

use crate::support::{DAY, Folder, Key, NOW, dns};

/// A CA's certificate and key.
struct Authority {
    certificate: Certificate,
    key: Key,
}

struct Made<'a> {
    name: &'a str,
    issuer: Option<&'a Authority>,
    validity: Validity,
    path_length: Option<u8>,
}

const LONG: Validity = Validity { not_before: NOW - 400 * DAY, not_after: NOW + 3650 * DAY };

fn root(name: &str) -> Authority {
    certify(Key::p256(), Made { name, issuer: None, validity: LONG, path_length: None })
}

fn below(name: &str, issuer: &Authority) -> Authority {
    certify(Key::p256(), Made { name, issuer: Some(issuer), validity: LONG, path_length: None })
}

fn certify(key: Key, made: Made<'_>) -> Authority {
    let subject = [(AttributeKind::Country, "JP"), (AttributeKind::CommonName, made.name)];
    let profile = CaProfile {
        issuer: made.issuer.map(|issuer| &issuer.certificate),
        serial: &[0x55; 16],
        subject: &subject,
        spki: &key.spki(),
        validity: made.validity,
        path_length: made.path_length,
        crl_url: None,
        ca_issuers_url: Some("http://ca.example.test/up.cer"),
    };
    let signer = made.issuer.map_or(&key, |issuer| &issuer.key);
    let tbs = build::ca_tbs(&profile, signer.algorithm()).unwrap();
    Authority { certificate: Certificate::from_der(signer.sign(&tbs)).unwrap(), key }
}

/// The CA's key under another name's signature: a cross-sign.
fn cross(ca: &Authority, issuer: &Authority, validity: Validity) -> Certificate {
    let profile = CaProfile {
        issuer: Some(&issuer.certificate),
        serial: &[0x66; 16],
        subject: &[(AttributeKind::Country, "JP"), (AttributeKind::CommonName, ca.certificate.common_name().unwrap())],
        spki: ca.certificate.spki_der(),
        validity,
        path_length: None,
        crl_url: None,
        ca_issuers_url: None,
    };
    let tbs = build::ca_tbs(&profile, issuer.key.algorithm()).unwrap();
    Certificate::from_der(issuer.key.sign(&tbs)).unwrap()
}

fn leaf(issuer: &Authority) -> Certificate {
    leaf_with(&Key::p256(), issuer)
}

fn leaf_with(key: &Key, issuer: &Authority) -> Certificate {
    let profile = LeafProfile {
        issuer: &issuer.certificate,
        serial: &[0x77; 16],
        spki: &key.spki(),
        names: &dns(&["www.example.jp"]),
        subject: LeafSubject::DomainValidated,
        validity: Validity { not_before: NOW - 3600, not_after: NOW + 47 * DAY },
        crl_url: None,
        ca_issuers_url: Some("http://ca.example.test/issuing.cer"),
    };
    let tbs = build::leaf_tbs(&profile, issuer.key.algorithm()).unwrap();
    Certificate::from_der(issuer.key.sign(&tbs)).unwrap()
}

fn names(chain: &Chain) -> Vec<&str> {
    chain.best.links.iter().map(|link| link.certificate.common_name().unwrap_or("leaf")).collect()
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    for finding in findings {
        assert!(CODES.contains(&finding.code), "{} is not in CODES", finding.code);
    }
    findings.iter().map(|finding| finding.code).collect()
}

/// Whether openssl takes the first certificate with the others as helpers.
fn openssl(folder: &Folder, sent: &[&Certificate], roots: &[&Certificate], at: i64) -> bool {
    let pem = |list: &[&Certificate]| list.iter().map(|certificate| certificate.to_pem()).collect::<String>();
    folder.write("leaf.pem", sent[0].to_pem()).write("rest.pem", pem(&sent[1..])).write("roots.pem", pem(roots));
    let rest = if sent.len() > 1 { "-untrusted rest.pem" } else { "" };
    folder.openssl(&format!("verify -attime {at} -purpose sslserver -CAfile roots.pem {rest} leaf.pem")).0
}

/// What servers send, and exactly what is said about it. openssl takes the order as it comes, as most clients do.
#[test]
fn as_a_server_sends_it() {
    let folder = Folder::new("chains");
    let top = root("Root");
    let (inter, other) = (below("Inter", &top), root("Other"));
    let second = below("Second", &inter);
    let cert = leaf(&inter);
    let deep = leaf(&second);
    // A CA of the same name with a key of its own.
    let twin = below("Inter", &top);
    let under_twin = below("Below", &twin);
    let (twin_leaf, twin_deep, u) = (leaf(&twin), leaf(&under_twin), &under_twin.certificate);
    let short = Validity { not_before: NOW - 400 * DAY, not_after: NOW - DAY };
    let expired = certify(Key::p256(), Made { name: "Past", issuer: Some(&top), validity: short, path_length: None });
    let past_leaf = leaf(&expired);
    let ending = Validity { not_before: NOW - DAY, not_after: NOW + 10 * DAY };
    let ends = certify(Key::p256(), Made { name: "Ends", issuer: Some(&top), validity: ending, path_length: None });
    let ends_leaf = leaf(&ends);
    let future = Validity { not_before: NOW + DAY, not_after: NOW + 900 * DAY };
    let unborn = certify(Key::p256(), Made { name: "Unborn", issuer: Some(&top), validity: future, path_length: None });
    let unborn_leaf = leaf(&unborn);
    let tight = certify(Key::p256(), Made { name: "Tight", issuer: Some(&top), validity: LONG, path_length: Some(0) });
    let under_tight = below("Under", &tight);
    let tight_leaf = leaf(&under_tight);
    let crossed = cross(&top, &other, LONG);
    let customer = {
        let key = Key::p256();
        Authority { certificate: leaf_with(&key, &inter), key }
    };
    let (c, forged) = (&customer.certificate, leaf(&customer));
    let lone = certify(Key::p256(), Made { name: "Lone", issuer: None, validity: LONG, path_length: None });
    let lone_leaf = leaf(&lone);
    let flipped = {
        let mut der = cert.der().to_vec();
        *der.last_mut().unwrap() ^= 1;
        Certificate::from_der(der).unwrap()
    };

    let (roots, known) = ([top.certificate.clone()], [second.certificate.clone(), inter.certificate.clone()]);
    let roots = Roots::of(roots.to_vec());
    let (r, i, s) = (&top.certificate, &inter.certificate, &second.certificate);
    let t = &tight.certificate;
    for (what, sent, known, path, expected, openssl_says) in [
        ("as it should be", vec![&cert, i], &[][..], "leaf Inter", &[][..], true),
        ("two intermediates", vec![&deep, s, i], &[], "leaf Second Inter", &[], true),
        ("with the root", vec![&cert, i, r], &[], "leaf Inter", &["chain_root_sent"], true),
        ("wrong order", vec![&deep, i, s], &[], "leaf Second Inter", &["chain_order_wrong"], true),
        ("root in between", vec![&deep, s, r, i], &[], "leaf Second Inter", &["chain_root_sent"], true),
        ("twice", vec![&cert, i, i], &[], "leaf Inter", &["chain_duplicate"], true),
        ("the leaf twice", vec![&cert, &cert, i], &[], "leaf Inter", &["chain_duplicate"], true),
        ("a stranger", vec![&cert, i, &other.certificate], &[], "leaf Inter", &["chain_stranger"], true),
        ("another's leaf", vec![&cert, i, &deep], &[], "leaf Inter", &["chain_stranger"], true),
        ("no intermediate, unknown", vec![&cert], &[], "leaf", &["chain_issuer_missing"], false),
        ("only the root above it", vec![&cert, r], &[], "leaf", &["chain_issuer_missing"], false),
        ("no intermediate, known", vec![&cert], &known[..], "leaf Inter", &["chain_intermediate_missing"], false),
        ("the upper is missing", vec![&deep, s], &known, "leaf Second Inter", &["chain_intermediate_missing"], false),
        ("the lower is missing", vec![&deep, i], &known, "leaf Second Inter", &["chain_intermediate_missing"], false),
        ("the upper is unknown", vec![&deep, s], &[], "leaf Second", &["chain_root_unknown"], false),
        ("leaf last", vec![i, &cert], &[], "leaf Inter", &["chain_leaf_not_first"], true),
        ("same name, other key", vec![&twin_leaf, i], &[], "leaf", &["chain_issuer_missing"], false),
        ("the upper's name, other key", vec![&twin_deep, u, i], &[], "leaf Below", &["chain_issuer_missing"], false),
        ("both of the name", vec![&twin_leaf, i, &twin.certificate], &[], "leaf Inter", &["chain_stranger"], true),
        (
            "expired intermediate",
            vec![&past_leaf, &expired.certificate],
            &[],
            "leaf Past",
            &["chain_ca_expired"],
            false,
        ),
        ("ends early", vec![&ends_leaf, &ends.certificate], &[], "leaf Ends", &["chain_ca_ends_early"], true),
        ("unborn", vec![&unborn_leaf, &unborn.certificate], &[], "leaf Unborn", &["chain_ca_not_yet_valid"], false),
        (
            "too deep",
            vec![&tight_leaf, &under_tight.certificate, t],
            &[],
            "leaf Under Tight",
            &["chain_path_too_long"],
            false,
        ),
        ("issued by a customer", vec![&forged, c, i], &[], "leaf leaf Inter", &["chain_not_ca"], false),
        ("cross-sign for old clients", vec![&cert, i, &crossed], &[], "leaf Inter", &[], true),
        (
            "own root",
            vec![&lone_leaf, &lone.certificate],
            &[],
            "leaf Lone",
            &["chain_root_unknown", "chain_root_sent"],
            false,
        ),
        ("a changed octet", vec![&flipped, i], &[], "leaf", &["chain_signature_broken"], false),
        ("a CA only", vec![i], &[], "Inter", &[], true),
        ("a root only", vec![&other.certificate], &[], "Other", &["chain_leaf_self_signed"], false),
    ] {
        let list: Vec<_> = sent.iter().map(|certificate| (*certificate).clone()).collect();
        let chain = chain::of_server(&list, &World { known, ..World::of(&roots, NOW) }).unwrap();
        assert_eq!(codes(&chain.findings), expected, "{what}: {:#?}", chain.findings);
        assert_eq!(names(&chain).join(" "), path, "{what}");
        assert_eq!(chain.is_sound(), chain.best.root().is_some() && !chain.findings.iter().any(Finding::is_error));
        let mut asked = sent.clone();
        if let Some(place) = asked.iter().position(|certificate| !certificate.is_ca()) {
            asked.swap(0, place);
        }
        // openssl has no purpose "server" for CA certificates, which nobody serves.
        if !asked[0].is_ca() {
            assert_eq!(openssl(&folder, &asked, &[r], NOW), openssl_says, "{what}");
        }
    }
}

/// The names of what is missing and where to get it.
#[test]
fn what_is_missing_is_named() {
    let top = root("Root");
    let inter = below("Inter", &top);
    let cert = leaf(&inter);
    let roots = Roots::of(vec![top.certificate.clone()]);
    let world = World::of(&roots, NOW);
    let chain = chain::of_server(std::slice::from_ref(&cert), &world).unwrap();
    let missing = &chain.findings[0].params;
    assert_eq!(missing["issuer"], "C=JP, CN=Inter");
    assert_eq!(missing["url"], "http://ca.example.test/issuing.cer");
    assert_eq!(missing["aki"].len(), 40);
    // Of the same name, but another key: as it may be when a CA has renewed its intermediate, or its root.
    let (twin, other) = (below("Inter", &top), root("Root"));
    let cases = [
        (vec![&cert], &top, "C=JP, CN=Inter", "no"),
        (vec![&cert, &twin.certificate], &top, "C=JP, CN=Inter", "yes"),
        (vec![&cert, &inter.certificate], &other, "C=JP, CN=Root", "yes"),
    ];
    for (sent, top, issuer, has_namesake) in cases {
        let sent: Vec<_> = sent.into_iter().cloned().collect();
        let roots = Roots::of(vec![top.certificate.clone()]);
        let chain = chain::of_server(&sent, &World::of(&roots, NOW)).unwrap();
        assert_eq!(codes(&chain.findings), ["chain_issuer_missing"], "{sent:?}");
        let missing = &chain.findings[0].params;
        assert_eq!((missing["issuer"].as_str(), missing["has_namesake"].as_str()), (issuer, has_namesake));
    }
    let known = [inter.certificate.clone()];
    let chain = chain::of_server(&[cert], &World { known: &known, ..world }).unwrap();
    assert_eq!(chain.findings[0].params["sha256"], inter.certificate.fingerprint().to_string());
    assert_eq!(chain.best.links[1].origin, Origin::Known);
    assert_eq!(chain.certificates()[1], inter.certificate);
}

/// What has expired is told apart: the root is not the server's to replace. Places are those in the file.
#[test]
fn expired_cas_are_told_apart() {
    let past = Validity { not_before: NOW - 400 * DAY, not_after: NOW - DAY };
    let made = |name, issuer, validity| certify(Key::p256(), Made { name, issuer, validity, path_length: None });
    let (top, old) = (made("Root", None, LONG), made("Old", None, past));
    let (inter, gone) = (made("Inter", Some(&old), LONG), made("Gone", Some(&top), past));
    let below_gone = made("Below", Some(&gone), LONG);
    let (cert, deep) = (leaf(&inter), leaf(&below_gone));
    let (o, i, g, b) = (&old.certificate, &inter.certificate, &gone.certificate, &below_gone.certificate);
    let (both, none) = ([top.certificate.clone(), o.clone()], Roots::of(vec![]));
    let both = Roots::of(both.to_vec());
    for (what, sent, roots, kind, position) in [
        ("a trusted root", vec![&cert, i], &both, "root", None),
        ("a trusted root that is sent", vec![&cert, i, o], &both, "root", Some("3")),
        ("a root that nobody trusts", vec![&cert, i, o], &none, "root", Some("3")),
        ("an intermediate", vec![&deep, b, g], &both, "intermediate", Some("3")),
        ("in the wrong order", vec![&deep, g, b], &both, "intermediate", Some("2")),
    ] {
        let sent: Vec<_> = sent.into_iter().cloned().collect();
        let chain = chain::of_server(&sent, &World::of(roots, NOW)).unwrap();
        let expired = chain.findings.iter().find(|finding| finding.code == "chain_ca_expired").unwrap();
        let params = &expired.params;
        assert_eq!((params["kind"].as_str(), params.get("position").map(String::as_str)), (kind, position), "{what}");
        assert_eq!(params["not_after"], (NOW - DAY).to_string(), "{what}");
    }
}

/// The table of public intermediates helps where nothing else leads to a root, and only there.
#[test]
fn the_table_completes_what_is_cut() {
    let (top, other) = (root("Root"), root("Other"));
    let inter = below("Inter", &top);
    let second = below("Second", &inter);
    let (cert, elsewhere, lost) = (leaf(&second), leaf(&other), leaf(&below("Lost", &other)));
    let crossed = cross(&inter, &other, LONG);
    let (i, s) = (&inter.certificate, &second.certificate);
    let table = Intermediates::of(&[s.clone(), i.clone(), crossed.clone()]);
    let roots = Roots::of(vec![top.certificate.clone()]);
    let missing = "chain_intermediate_missing";
    for (what, sent, path, expected) in [
        ("the leaf alone", vec![&cert], "leaf Second Inter", vec![missing, missing]),
        ("the upper is missing", vec![&cert, s], "leaf Second Inter", vec![missing]),
        ("the lower is missing", vec![&cert, i], "leaf Second Inter", vec![missing]),
        ("nothing is missing", vec![&cert, s, i], "leaf Second Inter", vec![]),
        ("not in the table", vec![&lost], "leaf", vec!["chain_issuer_missing"]),
        ("another root's", vec![&elsewhere], "leaf", vec!["chain_issuer_missing"]),
    ] {
        let list: Vec<_> = sent.iter().map(|certificate| (*certificate).clone()).collect();
        let world = World { intermediates: &table, ..World::of(&roots, NOW) };
        let chain = chain::of_server(&list, &world).unwrap();
        assert_eq!(names(&chain).join(" "), path, "{what}");
        assert_eq!(codes(&chain.findings), expected, "{what}");
        for finding in chain.findings.iter().filter(|finding| finding.code == missing) {
            assert_eq!((&finding.params["from"], &finding.params["has_url"]), (&"table".into(), &"yes".into()));
        }
        let from_table = chain.best.links.iter().filter(|link| link.origin == Origin::Table).count();
        assert_eq!(from_table, expected.iter().filter(|code| **code == missing).count(), "{what}");
    }
    let world = World { intermediates: &table, ..World::of(&roots, NOW) };
    let chain = chain::of_pile(&cert, &[], &world).unwrap();
    assert_eq!(codes(&chain.findings), ["chain_completed", "chain_completed"]);
    let upper = &chain.findings[1].params;
    assert_eq!(
        (upper["sha256"].as_str(), upper["url"].as_str()),
        (&*i.fingerprint().to_string(), "http://ca.example.test/up.cer")
    );
}

/// The command takes CAs for servers that are wanted, in force, not revoked and lead to a root.
#[test]
fn the_table_takes_what_is_wanted() {
    let top = root("Root");
    let past = Validity { not_before: NOW - 400 * DAY, not_after: NOW - DAY };
    let made = |name, issuer, validity| certify(Key::p256(), Made { name, issuer, validity, path_length: None });
    let (inter, gone) = (made("Inter", Some(&top), LONG), made("Gone", Some(&top), past));
    let (revoked, odd) = (made("Revoked", Some(&top), LONG), made("Inter Odd", Some(&top), LONG));
    let (stray, under_odd) = (made("Stray", Some(&root("Other")), LONG), made("Under", Some(&odd), LONG));
    let cross = cross(&top, &root("Other"), LONG);
    let all = [&top, &inter, &gone, &revoked, &odd, &stray, &under_odd].map(|ca| &ca.certificate);
    let cert = leaf(&inter);
    let report = all.into_iter().chain([&cross, &cert]).map(|one| format!("x,\"'{}'\",y\n", one.to_pem().trim_end()));
    let report: String = report.collect();
    let selection = "source = 's'\nas_of = '2026-08-08'\norganizations = ['']\nwithout = ['Odd']";
    let selection = Selection::parse(selection).unwrap();
    let hash = revoked.certificate.fingerprint().to_string().to_uppercase();
    let roots = Roots::of(vec![top.certificate.clone()]);
    let table = write_table(&report, &format!("head\n{hash}\n"), &selection, &roots, NOW);
    let table = Intermediates::parse(table).unwrap();
    let names: Vec<_> = table.iter().map(|ca| ca.subject_text()).collect();
    assert_eq!(names, ["C=JP, CN=Inter"]);
}

/// A pile in any order, with strangers, becomes the same chain each time.
#[test]
fn any_order_of_a_pile() {
    let top = root("Root");
    let inter = below("Inter", &top);
    let second = below("Second", &inter);
    let (cert, other) = (leaf(&second), root("Other"));
    let roots = Roots::of(vec![top.certificate.clone()]);
    let mut pile = vec![
        top.certificate.clone(),
        inter.certificate.clone(),
        second.certificate.clone(),
        cert.clone(),
        other.certificate.clone(),
    ];
    for turn in 0..pile.len() {
        pile.rotate_left(1);
        for swap in 0..pile.len() - 1 {
            pile.swap(swap, swap + 1);
            let chain = chain::of_pile(&cert, &pile, &World::of(&roots, NOW)).unwrap();
            assert_eq!(names(&chain), ["leaf", "Second", "Inter"], "{turn} {swap}");
            let mut found = codes(&chain.findings);
            found.sort_unstable();
            assert_eq!(found, ["chain_root_sent", "chain_stranger"]);
            assert!(chain.is_sound());
        }
    }
    let lone = chain::of_pile(&other.certificate, &[], &World::of(&roots, NOW)).unwrap();
    assert_eq!(codes(&lone.findings), ["chain_root_unknown"], "a root is no server's self-signed certificate");
    let known = [inter.certificate, second.certificate];
    let chain = chain::of_pile(&cert, &[], &World { known: &known, ..World::of(&roots, NOW) }).unwrap();
    assert_eq!(codes(&chain.findings), ["chain_completed", "chain_completed"]);
}

/// What was given only to take issuers from completes the chain, and nothing else is said about it.
#[test]
fn helpers_are_no_part_of_the_file() {
    let (top, other) = (root("Root"), root("Other"));
    let inter = below("Inter", &top);
    let cert = leaf(&inter);
    let roots = Roots::of(vec![top.certificate.clone()]);
    let (r, i, o) = (&top.certificate, &inter.certificate, &other.certificate);
    let customer = {
        let key = Key::p256();
        Authority { certificate: leaf_with(&key, &inter), key }
    };
    let (c, forged) = (&customer.certificate, leaf(&customer));
    for (what, pile, helpers, expected) in [
        ("the intermediate from elsewhere", vec![&cert], vec![i], &[][..]),
        ("it is in both", vec![&cert, i], vec![i], &[]),
        ("all is in both", vec![&cert, i], vec![&cert, i], &[]),
        ("the helpers say it twice", vec![&cert], vec![i, i], &[]),
        ("the root and a stranger besides", vec![&cert], vec![r, o, i], &[]),
        ("the file itself has it twice", vec![&cert, i, i], vec![i], &["chain_duplicate"]),
        ("a stranger in the file itself", vec![&cert, o], vec![i, o], &["chain_stranger"]),
        ("no issuer anywhere", vec![&cert], vec![o], &["chain_issuer_missing"]),
        ("a customer's certificate for a CA's", vec![&forged], vec![c, i], &["chain_not_ca"]),
    ] {
        let [pile, helpers] = [pile, helpers].map(|list| list.into_iter().cloned().collect::<Vec<_>>());
        let chain = chain::of_pile(&pile[0], &pile, &World { helpers: &helpers, ..World::of(&roots, NOW) }).unwrap();
        assert_eq!(codes(&chain.findings), expected, "{what}: {:?}", chain.findings);
        assert!(!chain.is_completed(), "{what}");
    }
}

/// Cross-signs: the shortest sound way is chosen, the others are listed, and an expired one does no harm.
#[test]
fn cross_signs() {
    let (old, new) = (root("Old"), root("New"));
    let inter = below("Inter", &new);
    let cert = leaf(&inter);
    let past = Validity { not_before: NOW - 400 * DAY, not_after: NOW - DAY };
    let (good, expired) = (cross(&new, &old, LONG), cross(&new, &old, past));
    let both = Roots::of(vec![old.certificate.clone(), new.certificate.clone()]);
    let only_old = Roots::of(vec![old.certificate.clone()]);
    let folder = Folder::new("cross");
    let i = &inter.certificate;
    for (what, sent, roots, path, sound, others) in [
        ("new root known", vec![&cert, i, &good], &both, "leaf Inter", true, 1),
        ("only the old root known", vec![&cert, i, &good], &only_old, "leaf Inter New", true, 0),
        ("expired, new root known", vec![&cert, i, &expired], &both, "leaf Inter", true, 1),
        ("expired, only the old root known", vec![&cert, i, &expired], &only_old, "leaf Inter New", false, 0),
        ("expired and good", vec![&cert, i, &expired, &good], &only_old, "leaf Inter New", true, 1),
    ] {
        let list: Vec<_> = sent.iter().map(|certificate| (*certificate).clone()).collect();
        let chain = chain::of_server(&list, &World::of(roots, NOW)).unwrap();
        assert_eq!(names(&chain).join(" "), path, "{what}");
        assert_eq!((chain.is_sound(), chain.others.len()), (sound, others), "{what}: {:?}", chain.findings);
        assert_eq!(codes(&chain.findings).contains(&"chain_cross_signed"), others > 0, "{what}");
        let trusted: Vec<_> = roots.iter().map(|root| &root.certificate).collect();
        assert_eq!(openssl(&folder, &sent, &trusted, NOW), sound, "{what}");
    }
}

/// Hostile piles end in time, whatever is in them.
#[test]
fn hostile_piles_are_bounded() {
    let roots = Roots::of(vec![root("Root").certificate]);
    let world = World::of(&roots, NOW);
    // Two CAs that signed each other.
    let (first, second) = (root("First"), root("Second"));
    let (a, b) = (cross(&first, &second, LONG), cross(&second, &first, LONG));
    let circle = leaf(&first);
    let chain = chain::of_server(&[circle, a, b], &world).unwrap();
    assert_eq!(codes(&chain.findings), ["chain_root_unknown"]);
    // Eight layers of two CAs, each signed by both above: 2^7 ways to nowhere.
    let layer = |depth: usize| [root(&format!("Layer {depth} a")), root(&format!("Layer {depth} b"))];
    let layers: Vec<_> = (0..8).map(layer).collect();
    let mut pile = vec![leaf(&layers[7][0])];
    for (upper, lower) in layers.iter().zip(&layers[1..]) {
        pile.extend(upper.iter().flat_map(|ca| lower.iter().map(move |below| cross(below, ca, LONG))));
    }
    assert_eq!(pile.len(), 29);
    let chain = chain::of_server(&pile, &world).unwrap();
    let cut = |chain: &Chain| {
        let finding = chain.findings.iter().find(|finding| finding.code == "chain_search_cut").unwrap();
        ["limit", "limit_max", "certificates"].map(|name| finding.params[name].clone())
    };
    assert_eq!(cut(&chain), ["ways", "16", "29"]);
    // Ten CAs above each other.
    let ladder = (1..=10).fold(vec![root("Step 0")], |mut steps, number| {
        steps.push(below(&format!("Step {number}"), &steps[number - 1]));
        steps
    });
    let mut pile: Vec<_> = ladder.iter().map(|step| step.certificate.clone()).collect();
    pile.push(leaf(&ladder[10]));
    let ladder = chain::of_server(&pile, &world).unwrap();
    assert_eq!(cut(&ladder), ["cas", "8", "12"]);
    assert_eq!((codes(&ladder.findings), ladder.is_sound()), (vec!["chain_leaf_not_first", "chain_search_cut"], false));
    assert!(!chain.is_sound() && matches!(chain.best.end, End::Missing | End::SelfSigned));
    // The same name over and over, each with another key.
    let mut pile = vec![leaf(&root("Twin"))];
    pile.extend((0..31).map(|_| root("Twin").certificate));
    let chain = chain::of_server(&pile, &world).unwrap();
    assert_eq!(chain.best.links.len(), 1);
    // One more than is taken.
    let many = vec![pile[0].clone(); 33];
    assert_eq!(chain::of_server(&many, &world).unwrap_err().code, "chain_too_many");
    assert_eq!(chain::of_server(&[], &world).unwrap_err().code, "chain_empty");
}

/// What only the second opinion sees: openssl makes the certificates, because nothing here writes such CAs.
#[test]
fn name_constraints_and_purposes() {
    let folder = Folder::new("constraints");
    for (what, extension, expected) in [
        ("permitted", "nameConstraints=critical,permitted;DNS:example.jp", &[][..]),
        ("signed with SHA-1", "keyUsage=critical,keyCertSign", &["chain_signature_unsupported"]),
        ("excluded", "nameConstraints=critical,excluded;DNS:example.jp", &["chain_name_constraint"]),
        ("elsewhere", "nameConstraints=critical,permitted;DNS:example.com", &["chain_name_constraint"]),
        ("mail only", "extendedKeyUsage=emailProtection", &["chain_not_for_servers"]),
        ("unknown and critical", "1.2.3.4=critical,ASN1:NULL", &["chain_refused"]),
    ] {
        let run = |arguments: &[&str]| {
            let (good, text) = folder.openssl_args(arguments);
            assert!(good, "{what}: {text}");
        };
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let root = ["req", "-x509", "-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem", "-days", "9"];
        run(&[&root[..], &key].concat());
        let inter = ["req", "-x509", "-subj", "/CN=Inter", "-keyout", "inter.key", "-out", "inter.pem", "-days", "8"];
        let ca = ["-CA", "root.pem", "-CAkey", "root.key", "-addext", extension];
        run(&[&inter[..], &key, &ca].concat());
        let leaf = ["req", "-x509", "-subj", "/CN=www.example.jp", "-keyout", "leaf.key", "-out", "leaf.pem"];
        let under = ["-CA", "inter.pem", "-CAkey", "inter.key", "-addext", "subjectAltName=DNS:www.example.jp"];
        let rest = ["-addext", "basicConstraints=CA:FALSE", "-addext", "extendedKeyUsage=serverAuth", "-days", "7"];
        let digest: &[&str] = if what.ends_with("SHA-1") { &["-sha1"] } else { &["-sha256"] };
        run(&[&leaf[..], &key, &under, &rest, digest].concat());
        let read = |name: &str| Certificate::from_pem_all(&folder.read(name)).unwrap().remove(0);
        let (root, sent) = (read("root.pem"), [read("leaf.pem"), read("inter.pem")]);
        let roots = Roots::of(vec![root]);
        let at = sent[0].not_before() + 60;
        let chain = chain::of_server(&sent, &World::of(&roots, at)).unwrap();
        assert_eq!(codes(&chain.findings), expected, "{what}: {:?}", chain.findings);
        let verify = format!(
            "verify -auth_level 2 -attime {at} -purpose sslserver -CAfile root.pem -untrusted inter.pem leaf.pem"
        );
        assert_eq!(folder.openssl(&verify).0, expected.is_empty(), "{what}");
    }
}

/// Dated decisions about roots: by key age, by name of a root that left the list, and for new certificates only.
#[test]
fn distrust_by_date() {
    let top = root("Root");
    let (inter, gone) = (below("Inter", &top), root("Gone"));
    let (cert, gone_leaf) = (leaf(&inter), leaf(&gone));
    let list = pem::encode("CERTIFICATE", top.certificate.der());
    let facts = "source = 's'\nas_of = '2026-11-22'";
    let age = |before: &str, rest: &str| {
        format!("[[key_age]]\nprogrammes = ['chrome', 'mozilla']\nmade_before = '{before}'\n{rest}\n{facts}\n")
    };
    let own = |rest: &str| {
        let sha256 = top.certificate.fingerprint();
        format!("[[event]]\nprogrammes = ['chrome']\nroots = ['{sha256}']\n{rest}\n{facts}\n")
    };
    let subject =
        format!("[[event]]\nprogrammes = ['mozilla']\nsubjects = ['C=JP, CN=Gone']\nfrom = '2025-04-15'\n{facts}");
    let no_age = String::new();
    for (what, events, sent, expected) in [
        ("nothing decided", no_age, vec![&cert, &inter.certificate], &[][..]),
        // The test's root was made in October 2025.
        ("keys of other years", age("2024-01-01", "from = '2025-04-15'"), vec![&cert, &inter.certificate], &[]),
        (
            "keys of that age, past",
            age("2026-01-01", "from = '2026-04-15'"),
            vec![&cert, &inter.certificate],
            &["chain_root_distrusted", "chain_root_distrusted"],
        ),
        (
            "within the leaf's life",
            age("2026-01-01", "from = '2026-12-24'"),
            vec![&cert, &inter.certificate],
            &["chain_root_distrust_ahead", "chain_root_distrust_ahead"],
        ),
        ("after the leaf's life", age("2026-01-01", "from = '2027-04-15'"), vec![&cert, &inter.certificate], &[]),
        ("fifteen years", age("2026-01-01", "years = 15"), vec![&cert, &inter.certificate], &[]),
        (
            "one year",
            age("2026-01-01", "years = 1"),
            vec![&cert, &inter.certificate],
            &["chain_root_distrusted", "chain_root_distrusted"],
        ),
        (
            "a decision of its own goes first",
            age("2026-01-01", "from = '2026-04-15'") + &own("from = '2030-01-01'"),
            vec![&cert, &inter.certificate],
            &["chain_root_distrusted"],
        ),
        (
            "newly issued only, issued after",
            own("from = '2026-11-01'\nonly_newly_issued = true"),
            vec![&cert, &inter.certificate],
            &["chain_root_distrusted"],
        ),
        (
            "newly issued only, issued before",
            own("from = '2026-11-23'\nonly_newly_issued = true"),
            vec![&cert, &inter.certificate],
            &[],
        ),
        ("a root that left the list", subject.clone(), vec![&gone_leaf], &["chain_root_distrusted"]),
        (
            "sent by the server",
            subject,
            vec![&gone_leaf, &gone.certificate],
            &["chain_root_distrusted", "chain_root_sent"],
        ),
    ] {
        let roots = Roots::parse(&list, &events).unwrap();
        let sent: Vec<_> = sent.into_iter().cloned().collect();
        let chain = chain::of_server(&sent, &World::of(&roots, NOW)).unwrap();
        assert_eq!(codes(&chain.findings), expected, "{what}: {:?}", chain.findings);
    }
}

#[test]
fn every_code_has_a_row() {
    let rows = include_str!("chains.rs");
    let without: Vec<_> = CODES.iter().filter(|code| !rows.contains(&format!("\"{code}\""))).collect();
    assert_eq!(without, Vec::<&&str>::new());
    assert!(CODES.is_sorted());
}
