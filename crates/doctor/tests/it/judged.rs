//! Evidence in, findings out: what each fact of a look means, without any server. The set is exact: none missing, none extra.

use std::{collections::BTreeMap, net::SocketAddr};

use warifu_doctor::{
    AddressSeen, Answer, CaaRecord, CaaSeen, Context, DnsSeen, Dnssec, Evidence, Failure, Greeting, Handshake,
    HelloSeen, Hop, HostSeen, HttpSeen, Looked, Outcome, PageSeen, Preference, Profile, Protocol, Reference, ReplySeen,
    Report, Scan, Shown, Start, Topic, ValidationSeen, Version, VersionSeen, judge,
};

use crate::forge::{Identity, NOW, Wish, forge};

const ADDRESS: &str = "93.184.216.34:443";

/// A sound site as a full look sees it.
fn healthy(leaf: &Identity) -> HostSeen {
    let page = |url: &str, hops: Vec<Hop>| PageSeen {
        hops,
        reply: Some(ReplySeen {
            url: url.into(),
            status: 200,
            hsts: Some("max-age=31536000".into()),
            server: Some("nginx/1.22.1".into()),
            ..ReplySeen::default()
        }),
        ..PageSeen::default()
    };
    let mut at = AddressSeen::new(ADDRESS.parse().unwrap(), shows(&[leaf]));
    at.connect_ms = Some(1);
    at.scan = Some(scan());
    let to_https =
        Hop { url: "http://a.example/".into(), status: 301, location: "https://a.example/".into(), hsts: None };
    let validation = ["/.well-known/acme-challenge/", "/.well-known/pki-validation/"].map(|path| ValidationSeen {
        path: path.into(),
        page: PageSeen { reply: Some(ReplySeen { status: 404, ..ReplySeen::default() }), ..PageSeen::default() },
    });
    HostSeen {
        name: "a.example".into(),
        profile: Profile::Full,
        dns: Some(DnsSeen {
            a: Answer::Addresses(vec!["93.184.216.34".parse().unwrap()]),
            caa: Some(CaaSeen::default()),
            ..DnsSeen::default()
        }),
        looked: Looked::At(vec![at]),
        http: Some(HttpSeen {
            http: Some(page("https://a.example/", vec![to_https])),
            https: Some(page("https://a.example/", vec![])),
            validation: validation.into(),
        }),
        ..HostSeen::default()
    }
}

fn scan() -> Scan {
    let version = |version, suites: &[&str]| VersionSeen {
        version,
        suites: suites.iter().map(|suite| (*suite).to_owned()).collect(),
        preference: Preference::Server,
    };
    Scan {
        versions: vec![
            version(Version::Tls12, &["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]),
            version(Version::Tls13, &["TLS_AES_128_GCM_SHA256"]),
        ],
        renegotiation_info: Some(true),
        compression: Some(false),
        extended_master_secret: Some(true),
        heartbeat: Some(false),
        ..Scan::default()
    }
}

fn shows(chain: &[&Identity]) -> Shown {
    let chain = chain.iter().map(|one| one.der.clone()).collect();
    Shown::Certificate(Box::new(Handshake { chain, ..Handshake::default() }))
}

fn failure(code: &str, params: &[(&str, &str)]) -> Failure {
    let params: BTreeMap<_, _> = params.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Failure { code: code.into(), params }
}

fn at(host: &mut HostSeen) -> &mut AddressSeen {
    let Looked::At(addresses) = &mut host.looked else { panic!("no address") };
    &mut addresses[0]
}

fn fails(host: &mut HostSeen, code: &str, params: &[(&str, &str)]) {
    let at = at(host);
    at.shown = Shown::Failed(failure(code, params));
    at.scan = None;
    host.http = None;
}

fn greets(host: &mut HostSeen, protocol: Protocol, line: &str) {
    fails(host, "tls_not_tls", &[]);
    at(host).greeting = Some(Greeting { protocol, line: line.into() });
}

fn unresolved(host: &mut HostSeen, code: &str) {
    host.looked = Looked::Unresolved(failure(code, &[]));
    host.http = None;
}

fn http(host: &mut HostSeen) -> &mut HttpSeen {
    host.http.as_mut().unwrap()
}

fn https(host: &mut HostSeen) -> &mut PageSeen {
    http(host).https.as_mut().unwrap()
}

fn reply(host: &mut HostSeen) -> &mut ReplySeen {
    https(host).reply.as_mut().unwrap()
}

fn plain(host: &mut HostSeen) -> &mut PageSeen {
    http(host).http.as_mut().unwrap()
}

fn scanned(host: &mut HostSeen) -> &mut Scan {
    at(host).scan.as_mut().unwrap()
}

fn refer(host: &mut HostSeen, line: u32, tag: &str, attr: &str, url: &str) {
    https(host).references.push(Reference {
        page: "https://a.example/".into(),
        line,
        tag: tag.into(),
        attr: attr.into(),
        rel: None,
        url: url.into(),
    });
}

fn dcv(host: &mut HostSeen, code: &str, params: &[(&str, &str)]) {
    for seen in &mut http(host).validation {
        seen.page = PageSeen { failure: Some(failure(code, params)), ..PageSeen::default() };
    }
}

fn context() -> Context<'static> {
    Context { now: NOW, ..Context::default() }
}

pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().map(|finding| finding.code).collect()
}

#[track_caller]
fn check(case: &str, host: HostSeen, context: &Context<'_>, wanted: &[&str]) -> Report {
    let evidence = Evidence { at: NOW, hosts: vec![host] };
    let report = judge(&evidence, context);
    assert_eq!(codes(&report), wanted, "{case}: {:#?}", report.hosts);
    // What is stored and read back is judged the same at any later time.
    let stored: Evidence = serde_json::from_str(&serde_json::to_string(&evidence).unwrap()).unwrap();
    assert_eq!(judge(&stored, context), report, "{case}");
    report
}

type Change = fn(&mut HostSeen);

/// Faults on the way to a page, and of pages.
const ROWS: &[(&str, Change, &[&str])] = &[
    ("as it should be", |_| {}, &[]),
    ("the name does not exist", |h| unresolved(h, "nxdomain"), &["site_dns_nxdomain"]),
    ("the name has no address", |h| unresolved(h, "no_address"), &["site_dns_no_address"]),
    ("the name servers fail", |h| unresolved(h, "dns_servfail"), &["site_dns_servfail"]),
    ("the name servers are silent", |h| unresolved(h, "dns_timeout"), &["site_dns_timeout"]),
    ("the name is none", |h| unresolved(h, "host_malformed"), &["site_dns_malformed"]),
    (
        "a bogus zone is told as such, not as a failure of its servers",
        |h| {
            unresolved(h, "dns_servfail");
            h.dns.as_mut().unwrap().dnssec = Dnssec::Bogus;
        },
        &["site_dns_bogus"],
    ),
    ("AAAA fails beside a good A", |h| h.dns.as_mut().unwrap().aaaa = Answer::ServFail, &["site_dns_family_failed"]),
    (
        "a private address",
        |h| fails(h, "address_refused", &[("address", "10.0.0.1"), ("why", "private")]),
        &["site_address_refused"],
    ),
    (
        "the resolver's only address is private",
        |h| {
            h.looked = Looked::Unresolved(failure("address_refused", &[("address", "10.0.0.1"), ("why", "private")]));
            h.http = None;
        },
        &["site_address_refused"],
    ),
    ("refused", |h| fails(h, "connect_refused", &[]), &["site_tcp_refused"]),
    ("filtered", |h| fails(h, "connect_timeout", &[]), &["site_tcp_timeout"]),
    ("no route", |h| fails(h, "connect_failed", &[("why", "no route")]), &["site_tcp_unreachable"]),
    ("plain HTTP", |h| greets(h, Protocol::Http, "HTTP/1.1 400 Bad Request"), &["site_service_http"]),
    ("SSH", |h| greets(h, Protocol::Ssh, "SSH-2.0-OpenSSH_9.2"), &["site_service_ssh"]),
    ("SMTP", |h| greets(h, Protocol::Smtp, "220 mail.example ESMTP"), &["site_service_smtp"]),
    ("FTP", |h| greets(h, Protocol::Ftp, "220 ftp.example FTP"), &["site_service_other"]),
    ("IMAP", |h| greets(h, Protocol::Imap, "* OK ready"), &["site_service_other"]),
    ("something else", |h| greets(h, Protocol::Other, "RFB 003.008"), &["site_service_other"]),
    ("silence", |h| fails(h, "timeout", &[]), &["site_service_silent"]),
    ("closed at once", |h| fails(h, "tls_error", &[("why", "closed")]), &["site_service_closed"]),
    (
        "no STARTTLS",
        |h| {
            h.start = Start::Smtp;
            fails(h, "starttls_failed", &[("why", "not_offered")]);
        },
        &["site_starttls_missing"],
    ),
    (
        "STARTTLS refused",
        |h| {
            h.start = Start::Imap;
            fails(h, "starttls_failed", &[("why", "refused")]);
        },
        &["site_starttls_refused"],
    ),
    ("an alert", |h| fails(h, "tls_alert", &[("alert", "internal_error")]), &["site_tls_alert"]),
    ("unknown name", |h| fails(h, "tls_alert", &[("alert", "unrecognized_name")]), &["site_tls_name_refused"]),
    ("old versions only", |h| fails(h, "tls_alert", &[("alert", "protocol_version")]), &["site_tls_legacy_only"]),
    (
        "old suites only, as an old hello shows",
        |h| {
            fails(h, "tls_alert", &[("alert", "handshake_failure")]);
            at(h).legacy =
                Some(HelloSeen { version: Version::Tls10, suite: "TLS_RSA_WITH_RC4_128_SHA".into(), chain: vec![] });
        },
        &["site_tls_legacy_only"],
    ),
    ("garbage", |h| fails(h, "tls_error", &[("why", "malformed")]), &["site_tls_broken"]),
    ("a wrong key", |h| fails(h, "tls_untrusted", &[("why", "invalid")]), &["site_tls_broken"]),
    ("a code of tomorrow", |h| fails(h, "of_tomorrow", &[]), &["site_tls_broken"]),
    ("SSL 3.0 is on", |h| accept(h, Version::Ssl3, "TLS_RSA_WITH_AES_128_CBC_SHA"), &["site_tls_ssl_versions"]),
    ("TLS 1.0 is on", |h| accept(h, Version::Tls10, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), &["site_tls_old_versions"]),
    (
        "RC4 and 3DES are on",
        |h| {
            let seen = &mut scanned(h).versions[0].suites;
            seen.extend(["TLS_RSA_WITH_RC4_128_SHA".into(), "TLS_RSA_WITH_3DES_EDE_CBC_SHA".into()]);
        },
        &["site_tls_broken_suites", "site_tls_weak_suites"],
    ),
    (
        "3DES comes first",
        |h| scanned(h).versions[0].suites.insert(0, "TLS_RSA_WITH_3DES_EDE_CBC_SHA".into()),
        &["site_tls_weak_first", "site_tls_weak_suites"],
    ),
    (
        "the client's order counts",
        |h| {
            let seen = &mut scanned(h).versions[0];
            seen.suites.insert(0, "TLS_RSA_WITH_3DES_EDE_CBC_SHA".into());
            seen.preference = Preference::Client;
        },
        &["site_tls_weak_suites"],
    ),
    (
        "static RSA only",
        |h| {
            scanned(h).versions.truncate(1);
            scanned(h).versions[0].suites = vec!["TLS_RSA_WITH_AES_128_GCM_SHA256".into()];
        },
        &["site_tls_no_forward_secrecy", "site_tls_no_tls13"],
    ),
    ("a DH prime of 1024 bits", |h| scanned(h).dh_bits = Some(1024), &["site_tls_small_dh"]),
    ("a DH prime of 2048 bits", |h| scanned(h).dh_bits = Some(2048), &[]),
    ("no TLS 1.3", |h| scanned(h).versions.truncate(1), &["site_tls_no_tls13"]),
    (
        "a scan that was cut off says nothing about what is not there",
        |h| {
            scanned(h).versions.truncate(1);
            scanned(h).cut_off = true;
        },
        &[],
    ),
    ("compression", |h| scanned(h).compression = Some(true), &["site_tls_compression"]),
    ("renegotiation", |h| scanned(h).renegotiation_info = Some(false), &["site_tls_unsafe_renegotiation"]),
    ("fallback", |h| scanned(h).fallback_scsv = Some(false), &["site_tls_no_fallback_signal"]),
    ("heartbeat", |h| scanned(h).heartbeat = Some(true), &["site_tls_heartbeat"]),
    (
        "no extended master secret",
        |h| scanned(h).extended_master_secret = Some(false),
        &["site_tls_no_extended_master_secret"],
    ),
    (
        "no certificate at all",
        |h| at(h).shown = Shown::Certificate(Box::new(Handshake { chain: vec![vec![0; 9]], ..Handshake::default() })),
        &["site_certificate_unreadable"],
    ),
    (
        "no page behind TLS",
        |h| {
            let failed_url = Some("https://a.example/".into());
            *https(h) = PageSeen { failure: Some(failure("http_malformed", &[])), failed_url, ..PageSeen::default() };
        },
        &["site_http_no_reply"],
    ),
    ("an error of the application", |h| reply(h).status = 502, &["site_http_server_error"]),
    ("no front page", |h| reply(h).status = 403, &["site_http_client_error"]),
    (
        "http is not redirected",
        |h| {
            plain(h).hops.clear();
            plain(h).reply.as_mut().unwrap().url = "http://a.example/".into();
        },
        &["site_redirect_missing"],
    ),
    ("a temporary redirect", |h| plain(h).hops[0].status = 302, &["site_redirect_temporary"]),
    ("308 is as good as 301", |h| plain(h).hops[0].status = 308, &[]),
    (
        "a circle",
        |h| {
            let hop = |url: &str, to: &str| Hop { url: url.into(), status: 301, location: to.into(), hsts: None };
            let HttpSeen { http, https, .. } = http(h);
            for page in [http, https] {
                *page = Some(PageSeen {
                    hops: vec![
                        hop("http://a.example/", "https://a.example/"),
                        hop("https://a.example/", "http://a.example/"),
                    ],
                    failure: Some(failure("redirect_loop", &[])),
                    failed_url: Some("http://a.example/".into()),
                    ..PageSeen::default()
                });
            }
            self::https(h).hops.rotate_left(1);
            self::https(h).hops[0].hsts = Some("max-age=31536000".into());
        },
        &["site_redirect_loop"],
    ),
    (
        "https leads back to http",
        |h| {
            let hop = Hop {
                url: "https://a.example/".into(),
                status: 302,
                location: "http://a.example/top".into(),
                hsts: Some("max-age=31536000".into()),
            };
            https(h).hops = vec![hop];
            reply(h).url = "http://a.example/top".into();
        },
        &["site_redirect_downgrade"],
    ),
    (
        "many redirects",
        |h| {
            let mut hops = plain(h).hops.clone();
            for step in ["https://a.example/", "https://a.example/2", "https://a.example/3"] {
                hops.push(Hop { url: step.into(), status: 301, ..Hop::default() });
            }
            plain(h).hops = hops;
        },
        &["site_redirect_chain"],
    ),
    (
        "another host before https",
        |h| {
            plain(h).hops[0].location = "https://www.a.example/".into();
            plain(h).reply.as_mut().unwrap().url = "https://www.a.example/".into();
        },
        &["site_redirect_host"],
    ),
    (
        "a redirect to a dead port",
        |h| {
            let page = plain(h);
            page.reply = None;
            page.failure = Some(failure("connect_refused", &[]));
            page.failed_url = Some("https://a.example:8443/".into());
        },
        &["site_redirect_refused"],
    ),
    ("the clocks agree", |h| reply(h).clock_ahead_s = Some(-3_600), &[]),
    ("the server's clock is behind", |h| reply(h).clock_ahead_s = Some(-3_601), &["site_clock_differs"]),
    (
        "this computer's clock is years behind",
        |h| plain(h).reply.as_mut().unwrap().clock_ahead_s = Some(99_999_999),
        &["site_clock_differs"],
    ),
    ("no HSTS", |h| reply(h).hsts = None, &["site_hsts_missing"]),
    ("HSTS for a day", |h| reply(h).hsts = Some("max-age=86400".into()), &["site_hsts_short"]),
    ("HSTS without a number", |h| reply(h).hsts = Some("includeSubDomains".into()), &["site_hsts_invalid"]),
    ("quoted HSTS", |h| reply(h).hsts = Some("Max-Age=\"31536000\" ; preload".into()), &[]),
    // FAQ 9: one http frame, one http picture, one http link: an error, a warning, a notice.
    (
        "mixed content",
        |h| {
            refer(h, 3, "iframe", "src", "http://b.example/frame");
            refer(h, 5, "img", "src", "http://b.example/picture.png");
            refer(h, 7, "a", "href", "http://b.example/");
            refer(h, 8, "img", "src", "https://b.example/picture.png");
        },
        &["site_mixed_active", "site_mixed_passive", "site_mixed_link"],
    ),
    (
        "the same picture twice is said once",
        |h| {
            refer(h, 5, "img", "src", "http://b.example/picture.png");
            refer(h, 9, "img", "src", "http://b.example/picture.png");
        },
        &["site_mixed_passive"],
    ),
    ("an insecure form", |h| refer(h, 4, "form", "action", "http://a.example/send"), &["site_mixed_form"]),
    (
        "mixed content that the browser upgrades",
        |h| {
            refer(h, 3, "script", "src", "http://b.example/x.js");
            reply(h).csp = Some("default-src https:; upgrade-insecure-requests".into());
        },
        &[],
    ),
    // FAQ 11: 303 or port 8443 on the validation path.
    (
        "303 on the validation path",
        |h| dcv(h, "redirect_refused", &[("why", "status"), ("status", "303"), ("location", "https://a.example/")]),
        &["site_dcv_redirect_code"],
    ),
    (
        "port 8443 on the validation path",
        |h| dcv(h, "redirect_refused", &[("why", "port"), ("status", "301"), ("location", "https://a.example:8443/")]),
        &["site_dcv_redirect_port"],
    ),
    ("a circle on the validation path", |h| dcv(h, "redirect_loop", &[]), &["site_dcv_redirect_loop"]),
    ("port 80 is closed", |h| dcv(h, "connect_refused", &[]), &["site_dcv_unreachable"]),
    (
        "the validation path asks for a login",
        |h| http(h).validation[0].page.reply.as_mut().unwrap().status = 401,
        &["site_dcv_blocked"],
    ),
    ("CAA fails", |h| caa(h).failed_at = Some(("example".into(), Answer::ServFail)), &["site_caa_lookup_failed"]),
];

fn accept(host: &mut HostSeen, version: Version, suite: &str) {
    let seen = VersionSeen { version, suites: vec![suite.into()], preference: Preference::Server };
    scanned(host).versions.insert(0, seen);
}

fn caa(host: &mut HostSeen) -> &mut CaaSeen {
    host.dns.as_mut().unwrap().caa.as_mut().unwrap()
}

fn good() -> (Identity, Identity) {
    let root = forge(&Wish::ca("Root"), None);
    let leaf = forge(&Wish::leaf(&["a.example"]), Some(&root));
    (root, leaf)
}

#[test]
fn each_fact_has_its_finding() {
    let (_root, leaf) = good();
    for (case, change, wanted) in ROWS {
        let mut host = healthy(&leaf);
        change(&mut host);
        check(case, host, &context(), wanted);
    }
}

/// What stops a visitor stops the look: later topics are not reached, and say nothing.
#[test]
fn a_broken_topic_stops_what_follows() {
    let (_root, leaf) = good();
    let rows: &[(Change, Topic, Option<Topic>)] = &[
        (|h| unresolved(h, "nxdomain"), Topic::Dns, Some(Topic::Validation)),
        (|h| fails(h, "connect_refused", &[]), Topic::Tcp, Some(Topic::Validation)),
        (|h| greets(h, Protocol::Ssh, "SSH-2.0"), Topic::Service, None),
        (|h| fails(h, "tls_alert", &[("alert", "internal_error")]), Topic::Tls, None),
    ];
    for (change, broken, also) in rows {
        let mut host = healthy(&leaf);
        change(&mut host);
        let report = judge(&Evidence { at: NOW, hosts: vec![host] }, &context());
        for (topic, outcome) in &report.hosts[0].topics {
            let wanted = match topic {
                Topic::Validation if also.is_none() => continue,
                topic if topic < broken => Outcome::Ok,
                topic if topic == broken => Outcome::Problem,
                _ => Outcome::NotReached,
            };
            assert_eq!(*outcome, wanted, "{broken:?}: {topic:?}");
        }
    }
    // A quick look says that pages were not looked at, not that they are well.
    let quick = HostSeen { http: None, profile: Profile::Quick, ..healthy(&leaf) };
    let report = judge(&Evidence { at: NOW, hosts: vec![quick] }, &context());
    let of = |topic| report.hosts[0].topics.iter().find(|(other, _)| *other == topic).unwrap().1;
    assert_eq!((of(Topic::Certificate), of(Topic::Http)), (Outcome::Ok, Outcome::NotLooked));
}

#[test]
fn the_server_chooses_the_remedy() {
    let (_root, leaf) = good();
    let mut host = healthy(&leaf);
    reply(&mut host).hsts = None;
    reply(&mut host).server = Some("Microsoft-IIS/10.0".into());
    let report = check("no HSTS on IIS", host, &context(), &["site_hsts_missing"]);
    assert_eq!(report.hosts[0].findings[0].params["server"], "iis");
}

#[test]
fn addresses_are_compared_and_told_together() {
    let (root, leaf) = good();
    let other = forge(&Wish::leaf(&["a.example"]), Some(&root));
    let two = |second: Shown| {
        let mut host = healthy(&leaf);
        let mut at = at(&mut host).clone();
        at.address = "[2606:2800:220:1::1]:443".parse::<SocketAddr>().unwrap();
        at.shown = second;
        let Looked::At(addresses) = &mut host.looked else { panic!() };
        addresses.push(at);
        host
    };
    check("the same", two(shows(&[&leaf])), &context(), &[]);
    check("another certificate", two(shows(&[&other])), &context(), &["site_addresses_differ"]);
    let refused = Shown::Failed(failure("connect_refused", &[]));
    let report = check("one is down", two(refused.clone()), &context(), &["site_tcp_refused"]);
    assert_eq!(report.hosts[0].findings[0].params["address"], "2606:2800:220:1::1");
    let mut both = two(refused.clone());
    at(&mut both).shown = refused;
    let report = check("both are down", both, &context(), &["site_tcp_refused"]);
    assert_eq!(report.hosts[0].findings[0].params["address"], "93.184.216.34, 2606:2800:220:1::1");
}

#[test]
fn caa_is_read_as_rfc_8659_says() {
    let (_root, leaf) = good();
    let record = |critical, tag: &str, value: &str| CaaRecord { critical, tag: tag.into(), value: value.into() };
    let rows: &[(&str, Vec<CaaRecord>, bool)] = &[
        ("no record", vec![], true),
        ("named", vec![record(false, "issue", "jprs.jp")], true),
        ("named with parameters", vec![record(false, "issue", " JPRS.jp ; validationmethods=dns-01")], true),
        ("another CA", vec![record(false, "issue", "ca.example")], false),
        ("nobody", vec![record(false, "issue", ";")], false),
        ("mail only", vec![record(false, "iodef", "mailto:a@a.example")], true),
        ("wildcards only", vec![record(false, "issuewild", "ca.example")], true),
        ("an unknown tag", vec![record(false, "tbs", "x")], true),
        ("an unknown critical tag", vec![record(true, "tbs", "x")], false),
    ];
    for (case, records, allowed) in rows {
        let mut host = healthy(&leaf);
        caa(&mut host).records = records.clone();
        caa(&mut host).found_at = Some("a.example".into());
        let wanted: &[&str] = if *allowed { &[] } else { &["site_caa_forbids"] };
        check(case, host.clone(), &Context { ca_domains: &["jprs.jp"], ..context() }, wanted);
        check(case, host, &context(), &[]);
    }
}
