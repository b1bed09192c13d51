//! Faulty sites on loopback, looked at in full and judged: each has exactly the findings it should have, and healthy
//! ones have none. Names resolve by the fake resolver; nothing leaves this machine.

use std::{collections::BTreeMap, net::SocketAddr, path::Path, process::Command, sync::Arc};

use tokio::{sync::Semaphore, task::JoinSet};
use warifu_doctor::{Context, Evidence, Plan, Report, Start, gather, judge};
use warifu_net::{DnsError, Dnssec, HostAnswer};
use warifu_pki::Roots;

use crate::{
    forge::{DAY, Identity, NOW, Wish, forge},
    judged::codes,
    nginx::{Block, Nginx, Ports},
    support::{ONE, STANDARDS, Server, TWO, World, nobody, says, talks, world},
};

/// The name of every site.
pub(crate) const NAME: &str = "a.example";

/// Where the CA of the tests publishes its certificates and CRLs.
const CA: &str = "93.184.216.99";

/// Looks at the same time: the machine has few cores.
const LOOKS_MAX: usize = 4;

/// A site, its place in the world, and what is to be found.
pub(crate) struct Site {
    case: &'static str,
    world: World,
    pub(crate) plan: Plan,
    wanted: &'static [&'static str],
    /// Where nginx serves it.
    nginx: Option<SocketAddr>,
    /// What lives as long as the site, and needs only to live.
    servers: Vec<Server>,
}

/// Everything that the sites share.
pub(crate) struct Town {
    pub(crate) nginx: Nginx,
    roots: Arc<Roots>,
    root: Identity,
    pub(crate) intermediate: Identity,
    pub(crate) leaf: Identity,
    sites: Vec<Site>,
    pub(crate) kept: Vec<Identity>,
}

impl Town {
    pub(crate) fn new() -> Self {
        let root = forge(&Wish::ca("Root"), None);
        let intermediate = forge(&Wish::ca("Intermediate"), Some(&root));
        let leaf = forge(&with_aia(Wish::leaf(&[NAME])), Some(&intermediate));
        let roots = Arc::new(Roots::of(vec![root.certificate()]));
        Self { nginx: Nginx::new(), roots, root, intermediate, leaf, sites: Vec::new(), kept: Vec::new() }
    }

    /// A site that nginx serves.
    pub(crate) fn at(&mut self, case: &'static str, Ports { tls, plain }: Ports, wanted: &'static [&'static str]) {
        self.add(case, vec![(ONE, 443, Server::at(tls)), (ONE, 80, Server::at(plain))], wanted).nginx = Some(tls);
    }

    /// With the sound leaf and its intermediate.
    fn sound(&mut self, case: &'static str, block: &Block, wanted: &'static [&'static str]) {
        let ports = self.nginx.site(&[&self.leaf, &self.intermediate], block);
        self.at(case, ports, wanted);
    }

    /// With a leaf of its own under the intermediate.
    fn leaf(&mut self, case: &'static str, wish: &Wish, wanted: &'static [&'static str]) {
        let leaf = forge(wish, Some(&self.intermediate));
        // Old keys and hashes are below what OpenSSL takes by itself.
        let block = Block::sound().tls("ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:@SECLEVEL=0;");
        let ports = self.nginx.site(&[&leaf, &self.intermediate], &block);
        self.at(case, ports, wanted);
        self.kept.push(leaf);
    }

    /// A site of these servers, each behind an address and a port.
    pub(crate) fn add(
        &mut self,
        case: &'static str,
        servers: Vec<(&str, u16, Server)>,
        wanted: &'static [&'static str],
    ) -> &mut Site {
        let world = world();
        let mut addresses: Vec<&str> = servers.iter().map(|(ip, ..)| *ip).collect();
        addresses.dedup();
        world.name(NAME, &addresses);
        world.resolver.set_caa(NAME, Ok(&[]));
        world.resolver.set_caa("example", Ok(&[]));
        world.resolver.set_dnssec(NAME, Dnssec::Insecure);
        world.name("ca.example", &[CA]);
        // Nothing may leave this machine: what no server answers, nobody does.
        for ip in [ONE, TWO] {
            for port in [80, 443, 8443] {
                world.listen(ip, port, &nobody());
            }
        }
        for (ip, port, server) in &servers {
            world.listen(ip, *port, server);
        }
        let servers = servers.into_iter().map(|(.., server)| server).collect();
        self.sites.push(Site { case, world, plan: Plan::full(NAME, "a1b2c3d4"), wanted, nginx: None, servers });
        self.sites.last_mut().unwrap()
    }

    /// A TLS port of its own kind beside a sound port 80.
    fn port443(&mut self, case: &'static str, server: Server, wanted: &'static [&'static str]) {
        let plain = self.nginx.site(&[&self.leaf, &self.intermediate], &Block::sound()).plain;
        self.add(case, vec![(ONE, 443, server), (ONE, 80, Server::at(plain))], wanted);
    }

    /// Looks at all sites and compares what is found.
    pub(crate) async fn judge(mut self) -> BTreeMap<&'static str, Report> {
        self.nginx.file("intermediate.cer", &self.intermediate.der);
        let files = Server::at(self.nginx.files());
        self.nginx.start();
        let permits = Arc::new(Semaphore::new(LOOKS_MAX));
        let root = self.root.cert.clone();
        let mut looks = JoinSet::new();
        for site in self.sites.drain(..) {
            site.world.listen(CA, 80, &files);
            let root = root.clone();
            let (roots, permits) = (Arc::clone(&self.roots), Arc::clone(&permits));
            looks.spawn(async move {
                let _permit = permits.acquire().await;
                let evidence = gather(&site.world.net, &site.plan).await;
                let standards = Some(&*STANDARDS);
                let context = Context { now: NOW, own_roots: Some(&roots), standards, ..Context::default() };
                let report = judge(&evidence, &context);
                // Stored evidence says the same later.
                let stored: Evidence = serde_json::from_str(&serde_json::to_string(&evidence).unwrap()).unwrap();
                assert_eq!(judge(&stored, &context), report, "{}", site.case);
                let found = codes(&report);
                let fault = (found != site.wanted).then(|| format!("{}: {found:?}, not {:?}", site.case, site.wanted));
                let second = site.nginx.map(|at| tokio::task::spawn_blocking(move || openssl(at, &root)));
                let verdict = match second {
                    Some(verdict) => verdict.await.unwrap(),
                    None => None,
                };
                let agrees = verdict.is_none_or(|code| openssl_says(&found).contains(&code));
                let dispute = || format!("{}: {found:?}, but openssl says {verdict:?}", site.case);
                let fault = fault.or_else(|| (!agrees).then(dispute));
                (site.case, report, fault)
            });
        }
        let looks = looks.join_all().await;
        let faults: Vec<&str> = looks.iter().filter_map(|(.., fault)| fault.as_deref()).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        looks.into_iter().map(|(case, report, _)| (case, report)).collect()
    }
}

/// What another program says about the chain and the name: the verify code of `openssl s_client`. `None` when there was
/// no handshake to verify.
fn openssl(at: SocketAddr, root: &Path) -> Option<u16> {
    let mut command = Command::new("openssl");
    command.args(["s_client", "-connect", &at.to_string(), "-servername", NAME, "-verify_hostname", NAME]);
    command.args(["-attime", &NOW.to_string(), "-purpose", "sslserver", "-CAfile"]).arg(root);
    let said = command.stdin(std::process::Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let shaken = said.contains("Server certificate");
    let code = said.lines().filter_map(|line| line.trim().strip_prefix("Verify return code: ")?.split(' ').next());
    code.filter_map(|code| code.parse().ok()).next_back().filter(|_| shaken)
}

/// The verify codes (`openssl-verification-options(1)`) that agree with our findings. Two differences are openssl's: it
/// still takes a common name where there is no SAN, and it does not mind SHA-1 in a leaf at its usual level.
fn openssl_says(found: &[&str]) -> &'static [u16] {
    let first = found.iter().find(|code| {
        ["certificate", "name", "chain", "key", "signature", "not_for", "tls_default"]
            .iter()
            .any(|part| code.contains(part))
    });
    match first.copied().unwrap_or_default() {
        "site_certificate_expired" | "site_chain_ca_expired" => &[10],
        "site_certificate_not_yet_valid" => &[9],
        "site_chain_self_signed" => &[18],
        "site_chain_private_root" => &[19],
        "site_chain_incomplete" | "site_chain_unknown_issuer" => &[20, 21],
        "site_key_weak" => &[66],
        "site_name_mismatch" | "site_name_wildcard" | "site_name_www" => &[62],
        "site_not_for_servers" => &[26],
        "site_signature_weak" => &[0, 68],
        "site_tls_default_certificate" => &[18, 62],
        _ => &[0],
    }
}

fn with_aia(wish: Wish) -> Wish {
    wish.extension("authorityInfoAccess", "caIssuers;URI:http://ca.example/intermediate.cer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn healthy_sites_have_no_findings() {
    let mut town = Town::new();
    let sound = Block::sound();
    town.sound("ECDSA", &sound, &[]);
    town.leaf("RSA with 2048 bits", &Wish::leaf(&[NAME]).key("rsa:2048"), &[]);
    town.leaf("a wildcard", &Wish::leaf(&["*.example", NAME]), &[]);
    town.leaf("many names", &Wish::leaf(&["www.a.example", "b.example", NAME]), &[]);
    town.sound("TLS 1.3 only", &sound.clone().tls("ssl_protocols TLSv1.3;"), &[]);
    town.sound("308", &sound.clone().http("return 308 https://$host$request_uri;"), &[]);
    town.sound(
        "server's order",
        &sound
            .clone()
            .tls("ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; ssl_ciphers HIGH:!aNULL:!kRSA;"),
        &[],
    );
    let files = "location /.well-known/ { root $pages; } location / { return 301 https://$host$request_uri; }";
    town.sound("files without a redirect", &sound.clone().http(files), &[]);
    town.sound("https links and pictures", &sound.clone().shows("<img src=//b.example/x><a href=/x>x</a>"), &[]);
    let (leaf, intermediate) = (&town.leaf, &town.intermediate);
    let two = town.nginx.site(&[leaf, intermediate], &sound);
    let both = [ONE, TWO].map(|ip| [(ip, 443, Server::at(two.tls)), (ip, 80, Server::at(two.plain))]);
    town.add("two addresses", both.into_iter().flatten().collect(), &[]);
    town.judge().await;
}

type Mail = (&'static str, Start, &'static [&'static str], &'static [&'static str]);

/// Mail servers without TLS, by what they say.
const MAIL: &[Mail] = &[
    (
        "SMTP without STARTTLS",
        Start::Smtp,
        &["220 mail.example ESMTP\r\n", "250 mail.example\r\n", "502 no\r\n"],
        &["site_starttls_missing"],
    ),
    ("IMAP without STARTTLS", Start::Imap, &["* OK ready\r\n", "a BAD no\r\n"], &["site_starttls_missing"]),
    ("POP3 without STLS", Start::Pop3, &["+OK ready\r\n", "-ERR no\r\n"], &["site_starttls_missing"]),
    ("SMTP that turns us away", Start::Smtp, &["554 no\r\n"], &["site_starttls_refused"]),
    ("IMAP where SMTP was asked for", Start::Smtp, &["* OK ready\r\n"], &["site_starttls_refused"]),
];

/// FAQ 4: DNS, port and service, each with its own single verdict.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_that_cannot_be_reached() {
    let mut town = Town::new();
    for (case, answer, wanted) in [
        ("NXDOMAIN", Err(DnsError::NxDomain), &["site_dns_nxdomain"][..]),
        ("SERVFAIL", Err(DnsError::ServFail), &["site_dns_servfail"]),
        ("no answer", Err(DnsError::Timeout), &["site_dns_timeout"]),
        ("no address", Ok(vec![]), &["site_dns_no_address"]),
        ("a private address", Ok(vec!["10.0.0.1".parse().unwrap()]), &["site_address_refused"]),
        ("loopback", Ok(vec!["127.0.0.1".parse().unwrap()]), &["site_address_refused"]),
    ] {
        town.add(case, vec![], wanted).world.resolver.set(NAME, answer);
    }
    let site = town.add("bogus", vec![], &["site_dns_bogus"]);
    site.world.resolver.set(NAME, Err(DnsError::ServFail));
    site.world.resolver.set_caa(NAME, Err(DnsError::ServFail));
    site.world.resolver.set_dnssec(NAME, Dnssec::Bogus);
    town.add("no name", vec![], &["site_dns_malformed"]).plan.host = "a example".into();

    town.add("nobody listens", vec![(ONE, 443, nobody())], &["site_tcp_refused"]);
    town.port443("only 443 is closed", nobody(), &["site_tcp_refused"]);
    town.port443("plain HTTP", says("HTTP/1.1 400 Bad Request\r\n\r\n").await, &["site_service_http"]);
    town.port443("SSH", says("SSH-2.0-OpenSSH_9.2p1\r\n").await, &["site_service_ssh"]);
    town.port443("SMTP", says("220 mail.example ESMTP ready\r\n").await, &["site_service_smtp"]);
    town.port443("FTP", says("220 ftp.example FTP ready\r\n").await, &["site_service_other"]);
    town.port443("IMAP", says("* OK IMAP4rev1 ready\r\n").await, &["site_service_other"]);
    town.port443("POP3", says("+OK ready\r\n").await, &["site_service_other"]);
    town.port443("VNC", says("RFB 003.008\n").await, &["site_service_other"]);
    town.port443("an alert", says(b"\x15\x03\x03\x00\x02\x02\x50".to_vec()).await, &["site_tls_alert"]);
    town.port443("unknown name", says(b"\x15\x03\x03\x00\x02\x02\x70".to_vec()).await, &["site_tls_name_refused"]);
    town.port443("garbage", says(b"\x16\x03\x03\x00\x04\x02\x00\x00\x00".to_vec()).await, &["site_tls_broken"]);
    let tls = town.nginx.port();
    town.nginx.also(&format!("server {{ listen {tls} ssl; ssl_reject_handshake on; }}"));
    town.port443("nginx knows no such name", Server::at(tls), &["site_tls_name_refused"]);
    // An http server on port 443 as nginx makes it without `ssl`.
    let plain = town.nginx.site(&[&town.leaf], &Block::sound()).plain;
    town.port443("nginx without ssl", Server::at(plain), &["site_service_http"]);
    town.port443("silence", says("").await, &["site_service_silent"]);
    town.sites.last_mut().unwrap().plan.time_max = std::time::Duration::from_millis(1500);
    for (case, start, replies, wanted) in MAIL {
        let site = town.add(case, vec![(ONE, 25, talks(replies).await)], wanted);
        (site.plan.port, site.plan.start) = (25, *start);
    }
    town.judge().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_with_outdated_encryption() {
    let mut town = Town::new();
    let block = |tls: &str| Block::sound().tls(tls);
    town.sound("TLS 1.2 only", &block("ssl_protocols TLSv1.2; ssl_ciphers ECDHE;"), &["site_tls_no_tls13"]);
    let old = "ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ECDHE:!NULL:@SECLEVEL=0;";
    town.sound("TLS 1.0 and 1.1", &block(old), &["site_tls_old_versions"]);
    let oldest = "ssl_protocols TLSv1; ssl_ciphers ECDHE:!NULL:@SECLEVEL=0;";
    town.sound("TLS 1.0 alone", &block(oldest), &["site_tls_legacy_only"]);
    let middle = "ssl_protocols TLSv1.1; ssl_ciphers ECDHE:!NULL:@SECLEVEL=0;";
    town.sound("TLS 1.1 alone", &block(middle), &["site_tls_legacy_only"]);
    let null = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0;";
    town.sound("no encryption", &block(null), &["site_tls_broken_suites"]);
    let anonymous = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers ECDHE+AESGCM:AECDH-AES128-SHA:@SECLEVEL=0;";
    town.sound("no authentication", &block(anonymous), &["site_tls_broken_suites"]);

    let rsa = forge(&Wish::leaf(&[NAME]).key("rsa:2048"), Some(&town.intermediate));
    let dh = crate::forge::folder().join("dh.pem");
    let dh_made = Command::new("openssl").args(["dhparam", "-dsaparam", "-out"]).arg(&dh).arg("1024").output();
    assert!(dh_made.unwrap().status.success());
    let dhe = format!(
        "ssl_protocols TLSv1.2 TLSv1.3; ssl_dhparam {}; ssl_ciphers DHE+AESGCM:ECDHE+AESGCM:@SECLEVEL=0;",
        dh.display()
    );
    let ports = town.nginx.site(&[&rsa, &town.intermediate], &block(&dhe));
    town.at("DH with 1024 bits", ports, &["site_tls_small_dh"]);
    let static_rsa = "ssl_protocols TLSv1.2; ssl_ciphers AES128-GCM-SHA256;";
    let ports = town.nginx.site(&[&rsa, &town.intermediate], &block(static_rsa));
    town.at("static RSA only", ports, &["site_tls_legacy_only"]);
    let no_secrecy = "ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers AES128-GCM-SHA256;";
    let ports = town.nginx.site(&[&rsa, &town.intermediate], &block(no_secrecy));
    town.at("static RSA beside TLS 1.3", ports, &["site_tls_no_forward_secrecy"]);
    town.kept.push(rsa);
    town.judge().await;
}

/// FAQ 7, 8 and 10.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_with_faulty_certificates() {
    let mut town = Town::new();
    let leaf = || Wish::leaf(&[NAME]);
    town.leaf("expired", &leaf().valid(NOW - 90 * DAY, NOW - DAY), &["site_certificate_expired"]);
    town.leaf("of tomorrow", &leaf().valid(NOW + DAY, NOW + 90 * DAY), &["site_certificate_not_yet_valid"]);
    town.leaf("nearly over", &leaf().valid(NOW - 90 * DAY, NOW + 3 * DAY), &["site_certificate_ends_soon"]);
    town.leaf("www only", &Wish::leaf(&["www.a.example"]), &["site_name_www"]);
    town.leaf("a star above", &Wish::leaf(&["*.a.example"]), &["site_name_wildcard"]);
    town.leaf("a neighbour's", &Wish::leaf(&["b.a.example"]), &["site_name_mismatch"]);
    town.leaf("another site's", &Wish::leaf(&["b.test"]), &["site_tls_default_certificate"]);
    town.leaf("no SAN", &leaf().extension("subjectAltName", ""), &["site_name_common_name_only"]);
    town.leaf("RSA with 1024 bits", &leaf().key("rsa:1024"), &["site_key_weak"]);
    town.leaf("SHA-1", &leaf().hash("sha1"), &["site_signature_weak"]);
    town.leaf("for clients", &leaf().extension("extendedKeyUsage", "clientAuth"), &["site_not_for_servers"]);

    let sound = Block::sound();
    let make = |wish: &Wish, issuer: Option<&Identity>| forge(wish, issuer);
    let own = make(&leaf(), None);
    let snakeoil = make(&Wish::leaf(&["localhost"]), None);
    let rival_root = make(&Wish::ca("Rival"), None);
    let rival = make(&leaf(), Some(&rival_root));
    let silent = make(&leaf(), Some(&town.intermediate));
    let ended_ca = make(&Wish::ca("Ended").valid(NOW - 90 * DAY, NOW - DAY), Some(&town.root));
    let under_ended = make(&leaf(), Some(&ended_ca));
    let second = make(&Wish::ca("Second"), Some(&town.intermediate));
    let deep = make(&leaf(), Some(&second));
    let Town { nginx, leaf: good, intermediate, root, .. } = &mut town;
    let rows: Vec<(&'static str, Vec<&Identity>, &'static [&'static str])> = vec![
        ("self-signed", vec![&own], &["site_chain_self_signed"]),
        ("made by the installer", vec![&snakeoil], &["site_tls_default_certificate"]),
        ("a private root", vec![&rival, &rival_root], &["site_chain_private_root"]),
        ("no intermediate, found by AIA", vec![good], &["site_chain_incomplete"]),
        ("no intermediate, nowhere to be found", vec![&silent], &["site_chain_unknown_issuer"]),
        ("an ended intermediate", vec![&under_ended, &ended_ca], &["site_chain_ca_expired"]),
        ("the root as well", vec![good, intermediate, root], &["site_chain_root_sent"]),
        ("a stranger as well", vec![good, intermediate, &rival_root], &["site_chain_extra"]),
        ("the wrong order", vec![&deep, intermediate, &second], &["site_chain_order"]),
    ];
    let ports: Vec<_> =
        rows.into_iter().map(|(case, chain, wanted)| (case, nginx.site(&chain, &sound), wanted)).collect();
    for (case, ports, wanted) in ports {
        town.at(case, ports, wanted);
    }
    // FAQ 6: the remedy is that of the server that port 80 names.
    let iis = says("HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\nContent-Length: 2\r\n\r\nhi").await;
    let behind = format!("location / {{ proxy_pass http://{}; proxy_pass_header Server; }}", iis.address());
    let block = Block::sound().https(&behind).http(&behind);
    let ports = town.nginx.site(&[&town.leaf], &block);
    town.at("IIS without intermediate", ports, &["site_chain_incomplete"]);
    town.sites.last_mut().unwrap().servers.push(iis);
    town.kept.extend([own, snakeoil, rival_root, rival, silent, ended_ca, under_ended, second, deep]);
    let reports = town.judge().await;
    assert_eq!(reports["IIS without intermediate"].hosts[0].findings[0].params["server"], "iis");
}

/// FAQ 9 and 11.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_with_faulty_pages() {
    let mut town = Town::new();
    let hsts = "add_header Strict-Transport-Security max-age=31536000 always;";
    let page = "location = / { default_type text/html; root $pages; try_files /page.html =404; }";
    let https = |lines: &str| Block::sound().https(lines);
    let http = |lines: &str| Block::sound().http(lines);
    let well_known = |lines: &str| {
        http(&format!("location /.well-known/ {{ {lines} }} location / {{ return 301 https://$host$request_uri; }}"))
    };
    let shows = |page: &str| Block::sound().shows(page);
    town.sound("no HSTS", &https(page), &["site_hsts_missing"]);
    let short = format!("add_header Strict-Transport-Security max-age=300; {page}");
    town.sound("HSTS for five minutes", &https(&short), &["site_hsts_short"]);
    let broken = format!("add_header Strict-Transport-Security includeSubDomains; {page}");
    town.sound("HSTS without a time", &https(&broken), &["site_hsts_invalid"]);
    town.sound("an application that is down", &https(&format!("{hsts} return 502;")), &["site_http_server_error"]);
    town.sound("a closed door", &https(&format!("{hsts} return 403;")), &["site_http_client_error"]);
    town.sound("no redirect", &http("location = / { return 200 hello; }"), &["site_redirect_missing"]);
    town.sound("302", &http("return 302 https://$host$request_uri;"), &["site_redirect_temporary"]);
    let back = format!("{hsts} return 301 http://$host$request_uri;");
    town.sound("a circle", &https(&back), &["site_redirect_loop", "site_dcv_redirect_loop"]);
    let down = format!("{hsts} location = / {{ return 302 http://$host/top; }}");
    let top = "location = /top { return 200 hello; } location / { return 301 https://$host$request_uri; }";
    town.sound("back to http", &https(&down).http(top), &["site_redirect_downgrade"]);
    town.sound(
        "a dead port",
        &http("location /.well-known/ { return 404; } location / { return 301 https://$host:8443$request_uri; }"),
        &["site_redirect_refused"],
    );
    let steps = format!(
        "{hsts} port_in_redirect off; location = / {{ return 301 /1; }} location = /1 {{ return 301 /2; }} location = /2 {{ return 301 /3; }} \
         location = /3 {{ default_type text/html; return 200 x; }}"
    );
    town.sound("many steps", &https(&steps), &["site_redirect_chain"]);
    let mixed = "<iframe src=http://b.example/f></iframe><img src=http://b.example/p><a href=http://b.example/>b</a>";
    let wanted = &["site_mixed_active", "site_mixed_passive", "site_mixed_link"];
    town.sound("mixed content", &shows(mixed), wanted);
    town.sound("an http script", &shows("<script src=http://b.example/s.js></script>"), &["site_mixed_active"]);
    town.sound("an http style", &shows("<link rel=stylesheet href=http://b.example/s.css>"), &["site_mixed_active"]);
    town.sound("an http picture", &shows("<img src=http://b.example/p.png>"), &["site_mixed_passive"]);
    town.sound("an http form", &shows("<form action=http://a.example/send></form>"), &["site_mixed_form"]);
    town.sound("an http link", &shows("<a href=http://b.example/>b</a>"), &["site_mixed_link"]);

    town.sound("303", &well_known("return 303 https://$host$request_uri;"), &["site_dcv_redirect_code"]);
    town.sound("port 8443", &well_known("return 301 https://$host:8443$request_uri;"), &["site_dcv_redirect_port"]);
    town.sound("a login", &well_known("return 401;"), &["site_dcv_blocked"]);
    town.sound("a filter", &well_known("return 403;"), &["site_dcv_blocked"]);
    let circle = "return 302 http://$host$request_uri;";
    town.sound("a circle for the CA", &well_known(circle), &["site_dcv_redirect_loop"]);
    let tls = town.nginx.site(&[&town.leaf, &town.intermediate], &Block::sound()).tls;
    town.add("port 80 is closed", vec![(ONE, 443, Server::at(tls))], &["site_dcv_unreachable"]);
    town.judge().await;
}

/// FAQ 7: one of several servers was forgotten; and what the name servers say beside addresses.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sites_with_several_addresses_and_name_servers() {
    let mut town = Town::new();
    let renewed = forge(&Wish::leaf(&[NAME]), Some(&town.intermediate));
    let one = town.nginx.site(&[&town.leaf, &town.intermediate], &Block::sound());
    let two = town.nginx.site(&[&renewed, &town.intermediate], &Block::sound());
    let doors = |first: Ports, second: Server| {
        vec![(ONE, 443, Server::at(first.tls)), (ONE, 80, Server::at(first.plain)), (TWO, 443, second)]
    };
    town.add("two certificates", doors(one, Server::at(two.tls)), &["site_addresses_differ"]);
    town.add("one of two is down", doors(one, nobody()), &["site_tcp_refused"]);
    let plain = says("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    town.add("one of two without TLS", doors(one, plain), &["site_service_http"]);
    town.kept.push(renewed);
    let doors = || vec![(ONE, 443, Server::at(one.tls)), (ONE, 80, Server::at(one.plain))];
    let site = town.add("CAA fails", doors(), &["site_caa_lookup_failed"]);
    site.world.resolver.set_caa(NAME, Err(DnsError::ServFail));
    // Name servers that check nothing lead to the site all the same.
    town.add("bogus and served", doors(), &["site_dns_bogus"]).world.resolver.set_dnssec(NAME, Dnssec::Bogus);
    let site = town.add("AAAA fails", doors(), &["site_dns_family_failed"]);
    let a = Ok(vec![ONE.parse().unwrap()]);
    site.world.resolver.set_host(NAME, HostAnswer { a, aaaa: Err(DnsError::ServFail), cname: vec![] });
    town.judge().await;
}
