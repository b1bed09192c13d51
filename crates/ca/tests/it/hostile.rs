//! A CA, or the proxy before it, that answers badly: never a panic, never a wrong step, always a code.

use std::time::Duration;

use warifu_ca::{Connector as _, Intent, RenewalWindow, Step};
use warifu_domain::dcv::Method;
use warifu_pki::Csr;

use crate::{
    support::{Dir, intent},
    upstream::{Canned, Identity, Upstream, created, ok, problem},
};

const ORDERING: &str = r#"{"v":1,"phase":"ordering"}"#;

fn csr() -> Csr {
    Dir::new().csr(&["www.example.test"])
}

fn ordered(upstream: &Upstream) -> String {
    format!(r#"{{"v":1,"phase":"ordered","order_url":"{}/order"}}"#, upstream.base)
}

fn finalizing(upstream: &Upstream) -> String {
    format!(r#"{{"v":1,"phase":"finalizing","order_url":"{}/order"}}"#, upstream.base)
}

fn order(upstream: &Upstream, status: &str, name: &str, rest: &str) -> Canned {
    let base = &upstream.base;
    ok(&format!(
        r#"{{"status":"{status}","identifiers":[{{"type":"dns","value":"{name}"}}],"authorizations":["{base}/authz"],
        "finalize":"{base}/finalize"{rest}}}"#
    ))
}

fn authz(upstream: &Upstream, token: &str) -> Canned {
    let base = &upstream.base;
    ok(&format!(
        r#"{{"status":"pending","identifier":{{"type":"dns","value":"www.example.test"}},"challenges":[
        {{"type":"http-01","url":"{base}/challenge","status":"pending","token":"{token}"}}]}}"#
    ))
}

/// Replies that decide nothing: the same step may go better later.
#[tokio::test]
async fn bad_replies_are_errors_with_codes() {
    let (identity, csr) = (Identity::new(), csr());
    let intent = intent(&csr, Method::Http);
    let html = || Canned("502 Bad Gateway", "Content-Type: text/html\r\n".into(), "<h1>Bad gateway</h1>".into());
    let huge = || Canned("200 OK", "Content-Length: 104857600\r\n".into(), String::new());
    let plain = |upstream: &Upstream| {
        let Canned(status, headers, body) = upstream.directory();
        Canned(status, headers, body.replacen("https", "http", 1))
    };
    let two_minutes = Some(Duration::from_secs(120));
    type Reply = Box<dyn Fn(&Upstream) -> Canned>;
    type Row = (&'static str, fn(&Upstream) -> String, &'static str, Reply, &'static str, Option<Duration>);
    let ordering: fn(&Upstream) -> String = |_| ORDERING.to_owned();
    let rows: Vec<Row> = vec![
        ("a proxy's page", ordering, "/dir", Box::new(move |_| html()), "ca_unavailable", None),
        ("cut JSON", ordering, "/dir", Box::new(|_| ok(r#"{"newNonce":"#)), "ca_malformed_reply", None),
        ("a plain URL", ordering, "/dir", Box::new(plain), "ca_malformed_reply", None),
        ("100 MiB", ordering, "/dir", Box::new(move |_| huge()), "ca_malformed_reply", None),
        (
            "a redirect",
            ordering,
            "/dir",
            Box::new(|_| Canned("302 Found", "Location: https://localhost/\r\n".into(), String::new())),
            "ca_refused",
            None,
        ),
        (
            "too many requests",
            ordering,
            "/orders",
            Box::new(|_| problem("429 Too Many Requests", "rateLimited")),
            "ca_rate_limited",
            two_minutes,
        ),
        (
            "maintenance",
            ordering,
            "/orders",
            Box::new(|_| problem("503 Service Unavailable", "serverInternal")),
            "ca_unavailable",
            two_minutes,
        ),
        (
            "new terms",
            ordering,
            "/orders",
            Box::new(|_| problem("403 Forbidden", "userActionRequired")),
            "ca_user_action_required",
            two_minutes,
        ),
        ("no place", ordering, "/orders", Box::new(|_| ok("{}")), "ca_malformed_reply", None),
        ("a plain place", ordering, "/orders", Box::new(|_| created("http://ca.test/1")), "ca_malformed_reply", None),
        (
            "every nonce refused",
            ordering,
            "/orders",
            Box::new(|_| problem("400 Bad Request", "badNonce")),
            "ca_unavailable",
            None,
        ),
        (
            "another order",
            ordered,
            "/order",
            Box::new(|upstream| order(upstream, "pending", "mail.example.test", "")),
            "ca_malformed_reply",
            None,
        ),
        (
            "a token that climbs",
            ordered,
            "/authz",
            Box::new(|upstream| authz(upstream, "../../etc/passwd")),
            "ca_malformed_reply",
            None,
        ),
        (
            "valid without a certificate",
            finalizing,
            "/order",
            Box::new(|upstream| order(upstream, "valid", "www.example.test", "")),
            "ca_malformed_reply",
            None,
        ),
        ("no chain", finalizing, "/certificate", Box::new(|_| ok("hello")), "ca_malformed_reply", None),
    ];
    for (what, note, path, reply, code, retry_after) in rows {
        let upstream = Upstream::start(&identity).await;
        let certificate = format!(r#","certificate":"{}/certificate""#, upstream.base);
        let status = if note(&upstream).contains("finalizing") { "valid" } else { "pending" };
        upstream.say("/order", &[order(&upstream, status, "www.example.test", &certificate)]);
        upstream.say(path, &[reply(&upstream)]);
        let note = note(&upstream);
        let error = upstream.connector().step(&intent, Some(&note), &[], &upstream.world()).await.unwrap_err();
        assert_eq!((error.code, error.retry_after), (code, retry_after), "{what}: {error}");
        assert!(!error.detail.contains('\u{1b}'), "{what}: {error}");
        assert!(upstream.requests().len() <= 16, "{what}: {} requests", upstream.requests().len());
    }
}

/// Replies that end the attempt.
#[tokio::test]
async fn final_replies_fail_with_codes() {
    let (identity, csr) = (Identity::new(), csr());
    let intent = intent(&csr, Method::Http);
    let ordering: fn(&Upstream) -> String = |_| ORDERING.to_owned();
    let bad_request = |kind| problem("400 Bad Request", kind);
    for (note, path, reply, code) in [
        (ordering, "/orders", bad_request("rejectedIdentifier"), "ca_rejected_identifier"),
        (ordering, "/orders", bad_request("caa"), "ca_caa_forbids"),
        (ordering, "/orders", bad_request("malformed"), "ca_rejected_order"),
        (finalizing, "/finalize", bad_request("badCSR"), "ca_rejected_csr"),
        (finalizing, "/order", Canned("404 Not Found", String::new(), String::new()), "ca_order_lost"),
    ] {
        let upstream = Upstream::start(&identity).await;
        upstream.say("/order", &[order(&upstream, "ready", "www.example.test", "")]);
        upstream.say(path, &[reply]);
        let step = upstream.connector().step(&intent, Some(&note(&upstream)), &[], &upstream.world()).await.unwrap();
        assert!(matches!(&step, Step::Failed { code: found, .. } if *found == code), "{code}: {step:?}");
    }
}

/// The CA forgets each order: three times another one is placed, then it ends.
#[tokio::test]
async fn a_ca_that_forgets_is_not_asked_for_ever() {
    let csr = csr();
    let upstream = Upstream::start(&Identity::new()).await;
    upstream.say("/orders", &[created(&format!("{}/order", upstream.base))]);
    let ca = upstream.connector();
    let mut note = None::<String>;
    for _ in 0..20 {
        match ca.step(&intent(&csr, Method::Http), note.as_deref(), &[], &upstream.world()).await.unwrap() {
            Step::Note { upstream, .. } => note = Some(upstream),
            Step::Failed { code: "ca_order_lost", .. } => {
                let placed = upstream.requests().iter().filter(|(path, _)| path == "/orders").count();
                assert_eq!(placed, 4);
                return;
            }
            other => panic!("{other:?}"),
        }
    }
    panic!("asked for ever");
}

/// An order whose URL was lost is found in the second page of the list; nothing is ordered.
#[tokio::test]
async fn a_lost_order_is_found_again() {
    let csr = csr();
    let upstream = Upstream::start(&Identity::new()).await;
    let base = &upstream.base;
    upstream.say("/account", &[ok(&format!(r#"{{"status":"valid","orders":"{base}/list"}}"#))]);
    let link = format!("Link: <{base}/dir>;rel=\"index\", <{base}/list2>;rel=\"next\"\r\n");
    let page = format!(r#"{{"orders":["{base}/used","{base}/gone","{base}/other"]}}"#);
    upstream.say("/list", &[Canned("200 OK", link, page)]);
    upstream.say("/list2", &[ok(&format!(r#"{{"orders":["{base}/order"]}}"#))]);
    upstream.say("/used", &[order(&upstream, "valid", "www.example.test", "")]);
    upstream.say("/other", &[order(&upstream, "pending", "mail.example.test", "")]);
    upstream.say("/order", &[order(&upstream, "pending", "www.example.test", "")]);
    let ca = upstream.connector();
    let step = ca.step(&intent(&csr, Method::Http), Some(ORDERING), &[], &upstream.world()).await.unwrap();
    let Step::Note { upstream: note, .. } = step else { panic!("{step:?}") };
    assert!(note.contains(&format!("{base}/order\"")), "{note}");
    assert!(upstream.requests().iter().all(|(path, _)| path != "/orders"));
}

/// RFC 9773: the window is read, the replaced certificate is named, and when the CA objects it is left out.
#[tokio::test]
async fn renewal_information() {
    let dir = Dir::new();
    let issued = crate::embedded::issue(&dir).await;
    let upstream = Upstream::start(&Identity::new()).await;
    let ca = upstream.connector();
    assert_eq!(ca.renewal_info(&issued, &upstream.world()).await.unwrap(), None, "unknown to this CA");
    let path = upstream.requests().last().unwrap().0.clone();
    assert!(path.starts_with("/renewal/") && path.split('.').count() == 2, "{path}");
    let window = r#"{"suggestedWindow":{"start":"2026-12-01T00:00:00Z","end":"2026-12-02T00:00:00Z"},
        "explanationURL":"https://ca.example/why"}"#;
    for (body, seconds) in [("", 21_600), ("Retry-After: 5\r\n", 60), ("Retry-After: 7200\r\n", 7_200)] {
        upstream.say(&path, &[Canned("200 OK", body.into(), window.into())]);
        let expected = RenewalWindow {
            from: "2026-12-01T00:00:00Z".parse().unwrap(),
            to: "2026-12-02T00:00:00Z".parse().unwrap(),
            explanation_url: Some("https://ca.example/why".into()),
            retry_after: Duration::from_secs(seconds),
        };
        assert_eq!(ca.renewal_info(&issued, &upstream.world()).await.unwrap(), Some(expected));
    }
    let backwards = r#"{"suggestedWindow":{"start":"2026-12-02T00:00:00Z","end":"2026-12-01T00:00:00Z"}}"#;
    for body in [backwards, "{}", r#"{"suggestedWindow":{"start":"soon","end":"later"}}"#] {
        upstream.say(&path, &[ok(body)]);
        assert_eq!(ca.renewal_info(&issued, &upstream.world()).await.unwrap_err().code, "ca_malformed_reply");
    }

    // The CA has another certificate in that place, or does not know this one (RFC 9773 section 5): neither costs the order.
    let intent = Intent { replaces: Some(issued), ..intent(&csr(), Method::Http) };
    for (refusals, refusal) in
        (1..).zip([problem("409 Conflict", "alreadyReplaced"), problem("404 Not Found", "malformed")])
    {
        let place = created(&format!("{}/order", upstream.base));
        upstream.say("/orders", &[refusal, place]);
        let step = ca.step(&intent, Some(ORDERING), &[], &upstream.world()).await.unwrap();
        assert!(matches!(step, Step::Note { .. }), "{step:?}");
        let placed = upstream.requests().iter().filter(|(path, _)| path == "/orders").count();
        assert_eq!(placed, 2 * refusals);
    }
}
