//! The install check: what each faulty site is told, and when a certificate counts as served.

use std::env::temp_dir;

use warifu_doctor::{
    AddressSeen, Context, Evidence, Expected, Failure, Handshake, HostSeen, Looked, Shown, Verdict, gather_names,
    judge_install,
};
use warifu_net::DnsError;
use warifu_pki::{Certificate, DnsName};

use crate::{
    forge::{DAY, Identity, NOW, Wish, forge},
    support::{ONE, Server, TIME, TWO, World, nobody, presents, says, world},
};

/// An order with two issuances, and a stranger.
struct Case {
    intermediate: Identity,
    old: Identity,
    new: Identity,
    other: Identity,
}

fn case() -> Case {
    let root = forge(&Wish::ca("Root"), None);
    let intermediate = forge(&Wish::ca("Intermediate"), Some(&root));
    let [old, new] = [(); 2].map(|()| forge(&Wish::leaf(&["a.example", "*.a.example"]), Some(&intermediate)));
    Case { intermediate, old, new, other: forge(&Wish::leaf(&["other.example"]), None) }
}

impl Case {
    /// Judges so many days after now.
    fn judge(&self, evidence: &Evidence, days: i64) -> Verdict {
        let (intermediates, previous) = ([self.intermediate.der.clone()], [self.old.der.clone()]);
        let order = Expected { leaf_der: &self.new.der, intermediates_der: &intermediates, previous_der: &previous };
        judge_install(evidence, &Context { now: NOW + days * DAY, order: Some(order), ..Context::default() })
    }
}

fn names(all: &[&str]) -> Vec<DnsName> {
    all.iter().map(|name| DnsName::parse(name).unwrap()).collect()
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.findings.iter().map(|finding| finding.code).collect()
}

async fn look(world: &World, all: &[&str]) -> Evidence {
    gather_names(&world.net, &names(all), TIME).await
}

/// One faulty site each: the finding set is exact, none missing and none extra.
#[tokio::test]
async fn each_fault_has_its_finding() {
    let case = case();
    let Case { intermediate, old, new, other } = &case;
    let good = presents(&[new, intermediate], &temp_dir());
    let rows: Vec<(&str, Server, &[&str])> = vec![
        ("as it should be", good, &[]),
        ("leaf only", presents(&[new], &temp_dir()), &["site_chain_incomplete"]),
        ("wrong intermediate", presents(&[new, other], &temp_dir()), &["site_chain_incomplete"]),
        ("earlier certificate", presents(&[old, intermediate], &temp_dir()), &["site_order_old_certificate"]),
        ("somebody else's", presents(&[other], &temp_dir()), &["site_tls_default_certificate"]),
        ("nobody there", nobody(), &["site_tcp_refused"]),
        ("silence", says("").await, &["site_service_silent"]),
        ("plain HTTP", says("HTTP/1.1 400 Bad Request\r\n\r\n").await, &["site_service_http"]),
        ("an alert", says(b"\x15\x03\x03\x00\x02\x02\x28".to_vec()).await, &["site_tls_alert"]),
        ("garbage", says(b"\x16\x03\x03\x00\x04\x02\x00\x00\x00".to_vec()).await, &["site_tls_broken"]),
    ];
    for (site, server, wanted) in rows {
        let world = world();
        world.name("a.example", &[ONE]);
        world.listen(ONE, 443, &server);
        let verdict = case.judge(&look(&world, &["a.example"]).await, 1);
        assert_eq!((verdict.served, codes(&verdict)), (wanted.is_empty(), wanted.to_vec()), "{site}: {verdict:?}");
        for finding in &verdict.findings {
            assert_eq!(finding.params["name"], "a.example", "{site}");
            assert_eq!((&*finding.params["address"], &*finding.params["port"]), (ONE, "443"), "{site}");
        }
    }
}

#[tokio::test]
async fn names_that_lead_nowhere() {
    let case = case();
    let world = world();
    for (name, answer) in [("servfail.example", DnsError::ServFail), ("slow.example", DnsError::Timeout)] {
        world.resolver.set(name, Err(answer));
    }
    world.name("empty.example", &[]);
    world.name("private.example", &["10.0.0.1"]);
    for (name, code, why) in [
        ("absent.example", "site_dns_nxdomain", ""),
        ("servfail.example", "site_dns_servfail", ""),
        ("slow.example", "site_dns_timeout", ""),
        ("empty.example", "site_dns_no_address", ""),
        ("private.example", "site_address_refused", "private"),
    ] {
        let verdict = case.judge(&look(&world, &[name]).await, 1);
        assert_eq!((verdict.served, codes(&verdict)), (false, vec![code]), "{name}");
        assert_eq!(verdict.findings[0].params.get("why").map_or("", String::as_str), why, "{name}");
    }
}

/// One of two addresses is enough to keep a certificate from counting as served, and it is the one named.
#[tokio::test]
async fn every_address_of_every_name_counts() {
    let case = case();
    let world = world();
    world.name("a.example", &[ONE, TWO]);
    world.name("www.a.example", &[ONE]);
    let [new, old] = [&case.new, &case.old].map(|leaf| presents(&[leaf, &case.intermediate], &temp_dir()));
    world.listen(ONE, 443, &new);
    world.listen(TWO, 443, &old);
    let evidence = look(&world, &["a.example", "www.a.example"]).await;
    let verdict = case.judge(&evidence, 1);
    assert_eq!((verdict.served, codes(&verdict)), (false, vec!["site_order_old_certificate"]));
    assert_eq!(verdict.findings[0].params["address"], TWO);
    let serial = |identity: &Identity| Certificate::from_der(identity.der.clone()).unwrap().serial_hex();
    assert_eq!(verdict.findings[0].params["serial"], serial(&case.old));
    assert_eq!(verdict.findings[0].params["serial_wanted"], serial(&case.new));

    world.listen(TWO, 443, &new);
    let evidence = look(&world, &["a.example", "www.a.example"]).await;
    assert_eq!(case.judge(&evidence, 1), Verdict { served: true, findings: vec![] });
    // The same evidence, judged after the end of the certificate.
    let late = case.judge(&evidence, 41);
    assert!(!late.served);
    assert_eq!(codes(&late), ["site_certificate_expired"; 2]);
}

/// A wildcard names no host: it is looked at through a name under it, or its bare host where that is covered.
#[tokio::test]
async fn wildcards_are_looked_at_through_known_hosts() {
    let case = case();
    let world = world();
    let site = presents(&[&case.new, &case.intermediate], &temp_dir());
    world.listen(ONE, 443, &site);
    world.name("*.example", &[ONE]);
    type Names = &'static [&'static str];
    let rows: &[(Names, Names, bool, Names)] = &[
        (&["*.a.example"], &["*.a.example"], false, &["site_wildcard_unchecked"]),
        (&["*.a.example", "a.example"], &["a.example"], true, &[]),
        (&["*.b.example", "a.example"], &["*.b.example", "a.example"], true, &["site_wildcard_unchecked"]),
        (&["*.a.example", "www.a.example"], &["www.a.example"], true, &[]),
        (&["*.b.a.example", "*.a.example", "www.a.example"], &["b.a.example", "www.a.example"], true, &[]),
    ];
    for (asked, looked, served, wanted) in rows {
        let evidence = look(&world, asked).await;
        let hosts: Vec<&str> = evidence.hosts.iter().map(|host| host.name.as_str()).collect();
        assert_eq!(hosts, *looked, "{asked:?}");
        let verdict = case.judge(&evidence, 1);
        assert_eq!((verdict.served, codes(&verdict)), (*served, wanted.to_vec()), "{asked:?}");
    }
}

#[tokio::test]
async fn evidence_is_stored_and_read_back() {
    let case = case();
    let world = world();
    world.name("a.example", &[ONE, TWO]);
    let site = presents(&[&case.new, &case.intermediate], &temp_dir());
    world.listen(ONE, 443, &site);
    world.listen(TWO, 443, &nobody());
    let evidence = look(&world, &["a.example", "absent.example", "*.x.example"]).await;
    assert!((1..=world.net.now()).contains(&evidence.at));
    let stored = serde_json::to_string(&evidence).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&stored).unwrap(), evidence);
}

/// Foreign evidence cannot make anything served, nor stop the check.
#[test]
fn odd_evidence_is_never_served() {
    let case = case();
    let shown = |chain: Vec<Vec<u8>>| Shown::Certificate(Box::new(Handshake { chain, ..Handshake::default() }));
    let rows = [
        (Looked::At(vec![]), &[][..]),
        (
            Looked::At(vec![AddressSeen::new("[2001:db8::1]:443".parse().unwrap(), shown(vec![]))]),
            &["site_certificate_unreadable"],
        ),
        (
            Looked::At(vec![AddressSeen::new("[2001:db8::1]:443".parse().unwrap(), shown(vec![vec![0; 9]]))]),
            &["site_order_other_certificate"],
        ),
        (Looked::Unresolved(Failure { code: "of_tomorrow".into(), params: [].into() }), &["site_dns_malformed"]),
        (Looked::Nowhere, &["site_wildcard_unchecked"]),
    ];
    for (looked, wanted) in rows {
        let evidence =
            Evidence { at: 0, hosts: vec![HostSeen { name: "a.example".into(), looked, ..HostSeen::default() }] };
        let verdict = case.judge(&evidence, 1);
        assert_eq!((verdict.served, codes(&verdict)), (false, wanted.to_vec()), "{evidence:?}");
        // Nor does it become served beside a host where all is well, except that a wildcard has no host of its own.
        let chain = vec![case.new.der.clone(), case.intermediate.der.clone()];
        let well = AddressSeen::new("[2001:db8::2]:443".parse().unwrap(), shown(chain));
        let beside = HostSeen { name: "b.a.example".into(), looked: Looked::At(vec![well]), ..HostSeen::default() };
        let served = evidence.hosts[0].looked == Looked::Nowhere;
        let both = Evidence { at: 0, hosts: vec![evidence.hosts[0].clone(), beside] };
        assert_eq!(case.judge(&both, 1).served, served, "{both:?}");
    }
    assert!(!case.judge(&Evidence { at: 0, hosts: vec![] }, 1).served);
}
