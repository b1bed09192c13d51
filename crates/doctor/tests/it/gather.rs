//! What a look gathers: stages, scans and pages against real and scripted servers.

use std::{env::temp_dir, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use warifu_doctor::{
    AddressSeen, Answer, Dnssec, Evidence, HostSeen, Looked, Plan, Preference, Profile, Protocol, Resumption, Scan,
    Shown, Stage, Start, StatusSource, Version, gather, gather_with,
};
use warifu_net::{DnsError, HostAnswer};
use warifu_pki::bundle::pkcs7;

use crate::{
    forge::{Wish, forge, leaf},
    nginx::{Block, Nginx},
    support::{ONE, Server, TWO, World, nginx, nobody, presents, presents_with, says, world},
};

const TOKEN: &str = "a1b2c3d4";

fn quick() -> Plan {
    Plan { time_max: Duration::from_secs(4), ..Plan::quick("a.example") }
}

/// Another port than 443 keeps the pages out.
fn full() -> Plan {
    Plan { port: 8443, time_max: Duration::from_secs(8), ..Plan::full("a.example", TOKEN) }
}

async fn look(server: &Server, plan: &Plan) -> HostSeen {
    let world = world();
    world.name("a.example", &[ONE]);
    world.listen(ONE, plan.port, server);
    only(gather(&world.net, plan).await)
}

fn only(mut evidence: Evidence) -> HostSeen {
    assert_eq!(evidence.hosts.len(), 1);
    let json = serde_json::to_string(&evidence).unwrap();
    assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), evidence);
    evidence.hosts.remove(0)
}

fn address(host: &HostSeen) -> &AddressSeen {
    match &host.looked {
        Looked::At(all) => &all[0],
        other => panic!("{other:?}"),
    }
}

fn scan(host: &HostSeen) -> &Scan {
    address(host).scan.as_ref().unwrap()
}

fn suites(scan: &Scan, version: Version) -> Vec<&str> {
    scan.version(version).map(|seen| seen.suites.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[tokio::test]
async fn a_quick_look_is_one_connection() {
    let site = presents(&[&leaf("a.example", None)], &temp_dir());
    let host = look(&site, &quick()).await;
    let at = address(&host);
    let handshake = at.shown.handshake().unwrap();
    assert_eq!((handshake.version, handshake.suite.as_str()), (Version::Tls13, "TLS_AES_256_GCM_SHA384"));
    assert_eq!((handshake.group.as_deref(), handshake.unproven), (Some("x25519"), false));
    assert_eq!((host.connections, host.profile, host.unfinished.len()), (1, Profile::Quick, 0));
    assert_eq!(host.dns.unwrap().a, Answer::Addresses(vec![ONE.parse().unwrap()]));
}

#[tokio::test]
async fn a_full_look_tells_each_stage_as_it_ends() {
    let world = world();
    world.name("a.example", &[ONE]);
    let site = presents(&[&leaf("a.example", None)], &temp_dir());
    world.listen(ONE, 8443, &site);
    let mut stages = Vec::new();
    let evidence = gather_with(&world.net, &full(), |stage, evidence| {
        assert!(!evidence.hosts[0].name.is_empty());
        stages.push(stage);
    })
    .await;
    stages.sort();
    let all = [
        Stage::Dns,
        Stage::Caa,
        Stage::Handshake,
        Stage::WithoutSni,
        Stage::Resumption,
        Stage::Scan,
        Stage::Issuers,
        Stage::Revocation,
    ];
    assert_eq!(stages, all);
    let host = only(evidence);
    let at = address(&host);
    assert!(at.without_sni.as_ref().unwrap().handshake().is_some());
    assert_eq!(at.resumption, Some(Resumption::Resumed));
    assert!(host.unfinished.is_empty() && host.connections <= 45, "{}", host.connections);
}

/// The names and orders that `openssl ciphers` and the server's own settings give.
#[tokio::test]
async fn scans_agree_with_what_servers_were_told() {
    let one = leaf("a.example", None);
    let ecdhe = ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"];
    let chosen = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305";
    let t13 = ["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"];

    let arguments =
        ["-cipher", chosen, "-serverpref", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"];
    let host = look(&presents_with(&[&one], &[&arguments[..], &["-groups", "P-384:X25519"]].concat()), &full()).await;
    let seen = scan(&host);
    assert_eq!(seen.versions.len(), 2, "{seen:?}");
    assert_eq!((suites(seen, Version::Tls12), suites(seen, Version::Tls13)), (ecdhe.to_vec(), t13.to_vec()));
    assert_eq!(seen.version(Version::Tls12).unwrap().preference, Preference::Server);
    let mut groups = seen.groups.clone();
    groups.sort();
    assert_eq!(groups, ["secp384r1", "x25519"]);
    assert_eq!((seen.renegotiation_info, seen.extended_master_secret), (Some(true), Some(true)));
    assert_eq!((seen.compression, seen.heartbeat, seen.fallback_scsv), (Some(false), Some(false), Some(true)));
    assert!(!seen.cut_off);

    // The client's order decides, and only one version is spoken.
    let host = look(&presents_with(&[&one], &["-tls1_2", "-cipher", chosen, "-groups", "P-256:P-521"]), &full()).await;
    let seen = scan(&host);
    assert_eq!(seen.versions.len(), 1);
    assert_eq!(seen.versions[0].preference, Preference::Client);
    assert_eq!(seen.groups, ["secp256r1", "secp521r1"]);
    assert_eq!(seen.fallback_scsv, None);

    // Versions that a modern library does not speak.
    let old = ["-cipher", "AES128-SHA:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0", "-max_protocol", "TLSv1.1", "-serverpref"];
    let host = look(&presents_with(&[&one], &old), &full()).await;
    let seen = scan(&host);
    let versions: Vec<Version> = seen.versions.iter().map(|one| one.version).collect();
    assert_eq!(versions, [Version::Tls10, Version::Tls11], "{host:?}");
    assert_eq!(suites(seen, Version::Tls10), ["TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"]);
    let at = address(&host);
    assert!(matches!(&at.shown, Shown::Failed(_)));
    let legacy = at.legacy.as_ref().unwrap();
    assert_eq!((legacy.version, legacy.chain.as_slice()), (Version::Tls11, &[one.der.clone()][..]));
}

/// A modern site as nginx serves it: everything is seen in at most thirty connections, the front page and its frame
/// too, and each insecure reference has its place.
#[tokio::test]
async fn a_modern_site_is_scanned_in_few_connections() {
    let page = "<!doctype html>\n<iframe src=/frame.html></iframe>\n<iframe src=http://x.example/></iframe>\n\
                <img src=http://x.example/a.png>\n<a href=http://x.example/>link</a>\n";
    let frame = "<script src=http://x.example/a.js></script>";
    let settings = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;\
                    add_header Strict-Transport-Security max-age=63072000 always;";
    let site = nginx(&[&leaf("a.example", None)], settings, &[("index.html", page), ("frame.html", frame)]);
    let world = world();
    world.name("a.example", &[ONE]);
    world.listen(ONE, 443, &site);
    world.listen(ONE, 80, &nobody());
    let host = only(gather(&world.net, &Plan::full("a.example", TOKEN)).await);
    let seen = scan(&host);
    let versions: Vec<Version> = seen.versions.iter().map(|one| one.version).collect();
    assert_eq!(versions, [Version::Tls12, Version::Tls13], "{seen:?}");
    assert_eq!((suites(seen, Version::Tls12).len(), suites(seen, Version::Tls13).len()), (3, 3));
    assert_eq!((seen.groups[0].as_str(), seen.groups.len()), ("x25519", 10), "{:?}", seen.groups);
    assert_eq!((seen.cut_off, seen.fallback_scsv), (false, Some(true)));
    let at = address(&host);
    assert_eq!(at.shown.handshake().unwrap().alpn.as_deref(), Some("h2"));
    assert_eq!(at.resumption, Some(Resumption::Resumed));

    let page = host.http.as_ref().unwrap().https.as_ref().unwrap();
    let reply = page.reply.as_ref().unwrap();
    assert_eq!((reply.status, reply.hsts.as_deref()), (200, Some("max-age=63072000")));
    assert!(reply.server.as_deref().unwrap().starts_with("nginx/"));
    let places: Vec<_> = page.references.iter().map(|one| (one.tag.as_str(), one.line, one.page.as_str())).collect();
    let (root, frame) = ("https://a.example/", "https://a.example/frame.html");
    assert_eq!(places, [("iframe", 3, root), ("img", 4, root), ("a", 5, root), ("script", 1, frame)]);
    // Three more failed on port 80.
    assert!(host.connections <= 28 + 3, "{} of them {} for the scan", host.connections, seen.connections);
    assert!(seen.connections <= 25, "{}", seen.connections);
}

/// The same with everything sound: redirects on port 80, pages, and validation paths that lead to https.
#[tokio::test]
async fn a_sound_site_with_its_pages_is_seen_in_few_connections() {
    let mut nginx = Nginx::new();
    let tls = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; ssl_prefer_server_ciphers on;";
    let one = leaf("a.example", None);
    let ports = nginx.site(&[&one], &Block::sound().tls(tls));
    nginx.start();
    let world = world();
    world.name("a.example", &[ONE]);
    world.listen(ONE, 443, &Server::at(ports.tls));
    world.listen(ONE, 80, &Server::at(ports.plain));
    let host = only(gather(&world.net, &Plan::full("a.example", TOKEN)).await);
    let at = address(&host);
    assert!(at.without_sni.is_some() && at.resumption == Some(Resumption::Resumed) && host.unfinished.is_empty());
    let pages = host.http.as_ref().unwrap();
    for (page, status) in [(&pages.http, 200), (&pages.https, 200)] {
        assert_eq!(page.as_ref().unwrap().reply.as_ref().unwrap().status, status);
    }
    assert_eq!(pages.http.as_ref().unwrap().hops.len(), 1);
    for path in &pages.validation {
        assert_eq!((path.page.hops.len(), path.page.reply.as_ref().unwrap().status), (1, 404), "{path:?}");
    }
    assert!(host.connections <= 30, "{} of them {} for the scan", host.connections, scan(&host).connections);
}

/// A server that answers every hello with these bytes, record by record.
async fn answers(hello: &'static [u8]) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut head = [0; 5];
                if stream.read_exact(&mut head).await.is_ok() {
                    let _ = stream.read_exact(&mut vec![0; usize::from(head[3]) << 8 | usize::from(head[4])]).await;
                    let _ = stream.write_all(hello).await;
                }
                let _ = stream.shutdown().await;
            });
        }
    });
    Server::at(address)
}

/// SSL 3.0 with RC4 only: the library here cannot speak it, so a server answers with recorded octets.
#[tokio::test]
async fn servers_of_the_last_century_are_seen() {
    let mut hello = vec![22, 3, 0, 0, 42, 2, 0, 0, 38, 3, 0];
    hello.extend([9; 32]);
    hello.extend([0, 0, 5, 0]);
    let hello: &'static [u8] = Box::leak(hello.into_boxed_slice());
    let host = look(&answers(hello).await, &full()).await;
    let seen = scan(&host);
    assert_eq!(suites(seen, Version::Ssl3), ["TLS_RSA_WITH_RC4_128_SHA"]);
    assert_eq!((seen.versions.len(), seen.renegotiation_info), (1, Some(false)));
    assert_eq!(address(&host).legacy.as_ref().unwrap().version, Version::Ssl3);
}

#[tokio::test]
async fn what_is_not_tls_is_named() {
    let rows: Vec<(&str, Server, Option<Protocol>)> = vec![
        ("tls_not_tls", says("SSH-2.0-OpenSSH_9.2p1\r\n").await, Some(Protocol::Ssh)),
        ("tls_not_tls", says("HTTP/1.1 400 Bad Request\r\n\r\n").await, Some(Protocol::Http)),
        ("tls_not_tls", says("220 mail.example ESMTP\r\n").await, Some(Protocol::Smtp)),
        ("tls_alert", says(b"\x15\x03\x03\x00\x02\x02\x28".to_vec()).await, None),
        ("connect_refused", nobody(), None),
        ("timeout", says("").await, None),
    ];
    for (code, server, protocol) in rows {
        let host = look(&server, &quick()).await;
        let at = address(&host);
        assert_eq!(at.shown.failure().map(|failure| failure.code.as_str()), Some(code), "{host:?}");
        assert_eq!(at.greeting.as_ref().map(|greeting| greeting.protocol), protocol, "{code}");
    }
}

/// What comes before TLS can fail too; nothing else is tried on such a port.
#[tokio::test]
async fn mail_servers_begin_in_the_clear() {
    for (start, says_first) in [(Start::Smtp, "554 no\r\n"), (Start::Imap, "* BYE\r\n"), (Start::Pop3, "SSH-2.0-x\r\n")]
    {
        let host = look(&says(says_first).await, &Plan { start, port: 25, ..quick() }).await;
        assert_eq!(address(&host).shown.failure().unwrap().code, "starttls_failed", "{start:?}");
        assert_eq!(host.connections, 1);
    }
}

/// The missing intermediate is found where the leaf says, and an OCSP responder and a CRL are asked.
#[tokio::test]
async fn authorities_are_asked() {
    let root = forge(&Wish::ca("Root"), None);
    let intermediate = forge(&Wish::ca("Intermediate"), Some(&root));
    let wish = Wish::leaf(&["a.example"])
        .extension("authorityInfoAccess", "OCSP;URI:http://ca.example/ocsp,caIssuers;URI:http://ca.example/ca.der")
        .extension("crlDistributionPoints", "URI:http://ca.example/crl");
    let one = forge(&wish, Some(&intermediate));
    let site = presents(&[&one], &temp_dir());
    let bag = pkcs7([&root.certificate(), &intermediate.certificate()]);
    for (body, code) in [
        (intermediate.der.clone(), None),
        (intermediate.pem().into_bytes(), None),
        (bag, None),
        (root.der.clone(), Some("issuer_differs")),
        (vec![1], Some("issuer_unreadable")),
    ] {
        let world = world();
        world.name("a.example", &[ONE]);
        world.name("ca.example", &[TWO]);
        world.listen(ONE, 8443, &site);
        let mut reply = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
        reply.extend(&body);
        let authority = says(reply).await;
        world.listen(TWO, 80, &authority);
        let host = only(gather(&world.net, &full()).await);
        assert_eq!(host.issuers.len(), 1, "{host:?}");
        assert_eq!(host.issuers[0].failure.as_ref().map(|failure| failure.code.as_str()), code);
        assert_eq!(host.issuers[0].der.as_ref(), code.is_none().then_some(&intermediate.der));
        // A certificate is no answer of a responder, and no CRL; without the issuer a responder cannot be asked.
        let sources: Vec<StatusSource> = host.revocation.iter().map(|seen| seen.source).collect();
        let both = [StatusSource::Ocsp, StatusSource::Crl];
        assert_eq!(sources, both[usize::from(code.is_some())..]);
        assert!(host.revocation.iter().all(|seen| seen.failure.as_ref().unwrap().code == "status_unreadable"));
    }
}

#[tokio::test]
async fn names_are_asked_type_by_type_and_up_the_tree() {
    let world = world();
    let answer = HostAnswer { a: Ok(vec![]), aaaa: Err(DnsError::ServFail), cname: vec!["b.example".into()] };
    world.resolver.set_host("www.a.example", answer);
    world.resolver.set_caa("a.example", Ok(&[("issue", "ca.example")]));
    world.resolver.set_caa("example", Ok(&[("issue", ";")]));
    world.resolver.set_dnssec("www.a.example", warifu_net::Dnssec::Secure);
    let plan = Plan { host: "WWW.a.example.".into(), ..full() };
    let host = only(gather(&world.net, &plan).await);
    assert_eq!(host.name, "www.a.example");
    assert!(matches!(&host.looked, Looked::Unresolved(failure) if failure.code == "dns_servfail"), "{host:?}");
    let dns = host.dns.unwrap();
    assert_eq!((dns.a, dns.aaaa, dns.dnssec), (Answer::NoData, Answer::ServFail, Dnssec::Secure));
    assert_eq!(dns.cname, ["b.example"]);
    let caa = dns.caa.unwrap();
    assert_eq!((caa.found_at.as_deref(), caa.records.len()), (Some("a.example"), 1));

    world.resolver.set_caa("a.example", Err(DnsError::ServFail));
    let host = only(gather(&world.net, &plan).await);
    let caa = host.dns.unwrap().caa.unwrap();
    assert_eq!(caa.failed_at, Some(("a.example".into(), Answer::ServFail)));
}

/// Hosts in every form are what they are, and none of them gets around the guard.
#[tokio::test]
async fn forbidden_targets_are_not_connected_to() {
    for host in ["127.0.0.1", "[::1]", "0x7f.1", "2130706433", "::ffff:10.0.0.1", "169.254.169.254"] {
        let world = world();
        let plan = Plan { host: host.into(), ..Plan::full("", TOKEN) };
        let seen = only(gather(&world.net, &plan).await);
        assert_eq!(address(&seen).shown.failure().unwrap().code, "address_refused", "{host}");
        assert!(world.dialled().is_empty(), "{host}: {:?}", world.dialled());
    }
    let seen = only(gather(&world().net, &Plan::quick("no host")).await);
    assert!(matches!(seen.looked, Looked::Unresolved(failure) if failure.code == "host_malformed"));
}

fn reply(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn pages_and_validation_paths_are_read() {
    let world = world();
    world.name("a.example", &[ONE]);
    let to = |url: &str| reply("301 Moved", &format!("Location: {url}\r\nServer: nginx\r\n"), "");
    let http = says(to("https://a.example/")).await;
    world.listen(ONE, 80, &http);
    let folder = temp_dir().join(format!("warifu-doctor-{}-pages", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let site = presents(&[&leaf("a.example", None)], &folder);
    world.listen(ONE, 443, &site);
    let host =
        only(gather(&world.net, &Plan { time_max: Duration::from_secs(8), ..Plan::full("a.example", TOKEN) }).await);
    std::fs::remove_dir_all(&folder).unwrap();
    let seen = host.http.as_ref().unwrap();
    let first = seen.http.as_ref().unwrap();
    assert_eq!((first.hops.len(), first.hops[0].status), (1, 301));
    assert_eq!(first.hops[0].location, "https://a.example/");
    assert_eq!(seen.validation.len(), 2);
    assert_eq!(seen.validation[0].page.hops[0].url, format!("http://a.example/.well-known/acme-challenge/{TOKEN}"));
    assert!(host.unfinished.is_empty(), "{:?}", host.unfinished);
}

/// Redirects that go round, go on for ever, or lead where a CA does not follow.
#[tokio::test]
async fn redirects_that_lead_nowhere() {
    let to = |status: &str, url: &str| reply(status, &format!("Location: {url}\r\n"), "");
    for (case, answer, page, path) in [
        ("round", to("302 Found", "/"), "redirect_loop", "redirect_loop"),
        ("see other", to("303 See Other", "http://b.example/"), "nxdomain", "redirect_refused"),
        ("other port", to("301 Moved", "http://a.example:8443/"), "connect_refused", "redirect_refused"),
        ("inside", to("301 Moved", "http://10.0.0.1/"), "address_refused", "address_refused"),
        ("no URL", to("301 Moved", "http://["), "redirect_refused", "redirect_refused"),
        ("no HTTP", "SSH-2.0-x\r\n".into(), "http_malformed", "http_malformed"),
    ] {
        let world = world();
        world.name("a.example", &[ONE]);
        let server = says(answer).await;
        world.listen(ONE, 80, &server);
        world.listen(ONE, 443, &nobody());
        world.listen(ONE, 8443, &nobody());
        let host = only(gather(&world.net, &Plan::full("a.example", TOKEN)).await);
        let seen = host.http.unwrap();
        let code = |failure: &Option<warifu_doctor::Failure>| failure.as_ref().map_or("", |one| &*one.code).to_owned();
        assert_eq!(code(&seen.http.unwrap().failure), page, "{case}");
        assert_eq!(code(&seen.validation[0].page.failure), path, "{case}");
    }
}

/// Every address is looked at by itself.
#[tokio::test]
async fn addresses_side_by_side() {
    let world: World = world();
    world.name("a.example", &[ONE, TWO]);
    let (root, other) = (forge(&Wish::ca("Root"), None), leaf("a.example", None));
    let sites = [presents(&[&leaf("a.example", Some(&root))], &temp_dir()), presents(&[&other], &temp_dir())];
    world.listen(ONE, 443, &sites[0]);
    world.listen(TWO, 443, &sites[1]);
    let host = only(gather(&world.net, &quick()).await);
    let Looked::At(all) = &host.looked else { panic!("{host:?}") };
    let leaves: Vec<_> = all.iter().map(|at| at.shown.handshake().unwrap().chain[0].clone()).collect();
    assert!(leaves.len() == 2 && leaves[0] != leaves[1] && leaves[1] == other.der);
}

/// A peer that never ends costs its time and no more, whatever the stage.
#[tokio::test]
async fn time_is_kept() {
    let silent = says("").await;
    let plan = Plan { time_max: Duration::from_secs(2), ..full() };
    let host = look(&silent, &plan).await;
    assert!(host.took_ms < 4_000, "{}", host.took_ms);
    assert_eq!(address(&host).shown.failure().unwrap().code, "timeout");
    assert!(scan(&host).cut_off);
}
