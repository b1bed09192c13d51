//! The HTTP client and its limits.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use warifu_net::{HttpLimits, HttpReply, HttpRequest, NetError, Redirects, TlsTrust, header};

use crate::support::{
    BOTH, LONG, OTHER, SITE, SOON, World, http_server, identity, ip, moved, ok, read_head, serve, tls_server, world,
    world_ahead,
};

const LIMITS: HttpLimits =
    HttpLimits { body_bytes_max: 1024, time_max: LONG, redirects: Redirects::VALIDATION, tls: TlsTrust::WebPki };

async fn get(world: &World, url: &str) -> Result<HttpReply, NetError> {
    world.net.http(HttpRequest::get(url), &LIMITS).await
}

async fn site(world: &World, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) {
    world.name("site.example", SITE);
    world.listen(SITE, 80, http_server(answer).await);
}

#[tokio::test]
async fn a_request_says_host_and_agent() {
    let world = world();
    site(&world, ok).await;
    world.listen(SITE, 8080, http_server(ok).await);
    let reply = get(&world, "http://site.example/a/../b?q=1#part").await.unwrap();
    let head = String::from_utf8(reply.body.to_vec()).unwrap();
    assert!(head.starts_with("GET /b?q=1 HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("host: site.example\r\n"), "{head}");
    assert!(head.contains("user-agent: warifu/"), "{head}");
    assert_eq!(reply.final_url, "http://site.example/b?q=1#part");
    let reply = get(&world, "http://site.example:8080/").await.unwrap();
    assert!(String::from_utf8_lossy(&reply.body).contains("host: site.example:8080\r\n"));
}

#[tokio::test]
async fn redirects_follow_the_rules_of_validation() {
    let (inner, many) = ("http://10.0.0.1/", "http://site.example/loop");
    let rows: &[(u16, &str, Result<&str, &str>)] = &[
        (301, "/end", Ok("http://site.example/end")),
        (302, "end", Ok("http://site.example/end")),
        (307, "//other.example/end", Ok("http://other.example/end")),
        (308, "http://other.example:80/end", Ok("http://other.example/end")),
        (303, "/end", Err("redirect_refused status")),
        (300, "/end", Err("redirect_refused status")),
        (301, "http://site.example:8443/end", Err("redirect_refused port")),
        (301, "ftp://site.example/end", Err("redirect_refused scheme")),
        (301, "http://[/", Err("redirect_refused location")),
        (301, "http://127.0.0.1/", Err("address_refused loopback")),
        (301, "http://0x7f.1/", Err("address_refused loopback")),
        (301, "http://169.254.169.254/latest/meta-data/", Err("address_refused metadata")),
        (302, "http://rebound.example/", Err("address_refused private")),
        (301, inner, Err("address_refused private")),
        (301, many, Err("too_many_redirects 10")),
    ];
    for (status, location, wanted) in rows {
        let world = world();
        let (status, location) = (*status, *location);
        site(&world, move |head| match head.split(' ').nth(1) {
            Some("/start" | "/loop") => moved(status, location),
            _ => ok("end"),
        })
        .await;
        world.name("rebound.example", "192.168.1.1");
        world.name("other.example", OTHER);
        world.listen(OTHER, 80, http_server(|_| ok("end")).await);
        let got = get(&world, "http://site.example/start").await;
        let got = match &got {
            Ok(reply) => Ok(reply.final_url.as_str()),
            Err(error) => {
                let params = error.params();
                let why = params.iter().find(|(name, _)| matches!(*name, "why" | "max"));
                Err(format!("{} {}", error.code(), why.map_or("", |(_, why)| why)))
            }
        };
        assert_eq!(got.as_ref().map_err(String::as_str).copied(), *wanted, "{status} {location}");
        assert!(world.dialer.dialled().iter().all(|to| to.ip().to_string().starts_with("93.")), "{location}");
    }
}

#[tokio::test]
async fn a_redirect_may_also_be_the_reply() {
    let world = world();
    site(&world, |_| moved(302, "http://10.0.0.1/")).await;
    let limits = HttpLimits { redirects: Redirects::NONE, ..LIMITS };
    let reply = world.net.http(HttpRequest::get("http://site.example/"), &limits).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.header("location")), (302, Some("http://10.0.0.1/")));
    let post = HttpRequest::post("http://site.example/", "application/json", "{}");
    assert_eq!(world.net.http(post, &LIMITS).await.unwrap().status.as_u16(), 302);
}

#[tokio::test]
async fn credentials_stay_with_their_origin() {
    let world = world();
    site(&world, |_| moved(302, "http://other.example/")).await;
    world.name("other.example", OTHER);
    world.listen(OTHER, 80, http_server(ok).await);
    let mut request = HttpRequest::get("http://site.example/");
    request.headers.insert(header::AUTHORIZATION, "Bearer canary".parse().unwrap());
    let reply = world.net.http(request, &LIMITS).await.unwrap();
    assert!(!String::from_utf8_lossy(&reply.body).contains("canary"));
    assert_eq!(reply.redirects, ["http://site.example/"]);
}

#[tokio::test]
async fn hostile_replies_end_in_a_code() {
    let long = "x".repeat(1025);
    let chunks = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n401\r\n{long}\r\n0\r\n\r\n");
    let header = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "y".repeat(200_000));
    let headers = format!("HTTP/1.1 200 OK\r\n{}\r\n", "a: b\r\n".repeat(500));
    let rows: &[(&str, &str)] = &[
        ("HTTP/1.1 200 OK\r\nContent-Length: 1025\r\n\r\n", "body_too_large"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999\r\n\r\n", "body_too_large"),
        (&chunks, "body_too_large"),
        (&header, "headers_too_large"),
        (&headers, "headers_too_large"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "http_malformed"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", "http_malformed"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "http_malformed"),
        ("", "http_malformed"),
        ("\0\0\0\0\0\0", "http_malformed"),
    ];
    for (reply, code) in rows {
        let world = world();
        let bytes = reply.as_bytes().to_vec();
        site(&world, move |_| bytes.clone()).await;
        let got = get(&world, "http://site.example/").await.map(|reply| reply.status);
        assert_eq!(got.map_err(|error| error.code()), Err(*code), "{:?}", reply.chars().take(60).collect::<String>());
    }
}

#[tokio::test]
async fn a_body_as_large_as_the_limit_is_read() {
    let world = world();
    site(&world, |_| ok(&"x".repeat(1024))).await;
    assert_eq!(get(&world, "http://site.example/").await.unwrap().body.len(), 1024);
}

/// One byte at a time keeps no request alive beyond its limit.
#[tokio::test]
async fn a_slow_server_runs_out_of_time() {
    let world = world();
    let drip = serve(|mut stream| async move {
        read_head(&mut stream).await;
        for byte in b"HTTP/1.1 200 OK\r\n".iter().cycle() {
            if stream.write_all(&[*byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    world.name("slow.example", SITE);
    world.listen(SITE, 80, drip.await);
    let limits = HttpLimits { time_max: SOON, ..LIMITS };
    let error = world.net.http(HttpRequest::get("http://slow.example/"), &limits).await.unwrap_err();
    assert_eq!(error, NetError::Timeout);
}

#[tokio::test]
async fn urls_are_http_or_https_with_a_host() {
    let world = world();
    let rows = ["", "site.example", "ftp://site.example/", "file:///etc/passwd", "http://", "data:,x", "gopher://a/"];
    for url in rows {
        assert_eq!(get(&world, url).await.unwrap_err().code(), "url_malformed", "{url}");
    }
}

#[tokio::test]
async fn https_needs_trust_a_name_and_a_date() {
    let identity = identity("site.example");
    let own = TlsTrust::Roots(vec![identity.cert.clone()]);
    type Wanted = Result<u16, (&'static str, &'static str)>;
    let rows: &[(i64, TlsTrust, &str, Wanted)] = &[
        (0, own.clone(), "https://site.example/", Ok(200)),
        (0, own.clone(), "https://site.example./", Ok(200)),
        (0, TlsTrust::DangerAny, "https://other.example/", Ok(200)),
        (0, TlsTrust::WebPki, "https://site.example/", Err(("tls_untrusted", "unknown_issuer"))),
        (0, own.clone(), "https://other.example/", Err(("tls_untrusted", "wrong_name"))),
        (31, own.clone(), "https://site.example/", Err(("tls_untrusted", "expired"))),
        (-1, own, "https://site.example/", Err(("tls_untrusted", "not_yet_valid"))),
    ];
    for (days, tls, url, wanted) in rows {
        let world = world_ahead(*days);
        world.name("site.example", SITE);
        world.name("other.example", SITE);
        let server = tls_server(identity.acceptor(BOTH), |mut stream| async move {
            read_head(&mut stream).await;
            let _ = stream.write_all(&ok("inside")).await;
            let _ = stream.shutdown().await;
        });
        world.listen(SITE, 443, server.await);
        let limits = HttpLimits { tls: tls.clone(), ..LIMITS };
        let got = world.net.http(HttpRequest::get(*url), &limits).await;
        let got = got.map(|reply| reply.status.as_u16()).map_err(|error| match error {
            NetError::TlsUntrusted { why } => ("tls_untrusted", why),
            other => (other.code(), ""),
        });
        assert_eq!(got, *wanted, "{url} {days} {tls:?}");
    }
}

/// A page is read as it comes: redirects are not followed, and what is too long is cut.
#[tokio::test]
async fn a_page_is_cut_where_a_reply_would_be_refused() {
    let world = world();
    world.name("a.example", SITE);
    let server = http_server(|head| match head {
        head if head.starts_with("GET /moved ") => moved(302, "/elsewhere"),
        head if head.starts_with("GET /endless ") => {
            format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(5_000)).into_bytes()
        }
        _ => ok(&"x".repeat(1_000)),
    });
    world.listen(SITE, 80, server.await);
    let limits =
        HttpLimits { body_bytes_max: 1_000, time_max: LONG, redirects: Redirects::NONE, tls: TlsTrust::WebPki };
    for (path, status, body, cut_off) in
        [("moved", 302, 0, false), ("just", 200, 1_000, false), ("endless", 200, 1_000, true)]
    {
        let page = world.net.http_page(&HttpRequest::get(format!("http://a.example/{path}")), &limits).await.unwrap();
        assert_eq!((page.status.as_u16(), page.body.len(), page.cut_off), (status, body, cut_off), "{path}");
    }
}

/// A connection is used again where the server lets it, and for its own origin only.
#[tokio::test]
async fn a_kept_connection_takes_the_next_request() {
    let limits = HttpLimits { body_bytes_max: 9, time_max: LONG, redirects: Redirects::NONE, tls: TlsTrust::WebPki };
    // Replies of one connection, then the connections that three requests to a.example and one to b.example need.
    for (replies, close, wanted) in [(9, false, 2), (2, false, 3), (9, true, 4)] {
        let world = world();
        let server = serve(move |mut stream| async move {
            for _ in 0..replies {
                if read_head(&mut stream).await.is_empty() {
                    break;
                }
                let reply =
                    if close { moved(302, "/") } else { b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".to_vec() };
                let _ = stream.write_all(&reply).await;
                if close {
                    break;
                }
            }
        });
        world.name("a.example", SITE);
        world.name("b.example", SITE);
        world.listen(SITE, 80, server.await);
        let (net, connections) = world.net.counted();
        let mut kept = None;
        for host in ["a", "a", "a", "b"] {
            let request = HttpRequest::get(format!("http://{host}.example/"));
            let page = net.http_page_kept(&request, &limits, &mut kept).await.unwrap();
            assert_eq!(page.status, if close { 302 } else { 200 });
        }
        assert_eq!(connections.load(std::sync::atomic::Ordering::Relaxed), wanted, "{replies} {close}");
    }
}

/// What was resolved once is not asked again, and every connection counts.
#[tokio::test]
async fn known_addresses_are_not_looked_up() {
    let world = world();
    let server = http_server(|_| ok("x")).await;
    world.listen(SITE, 80, server);
    let (net, connections) = world.net.with_addresses("A.example", vec![ip(SITE)]).counted();
    let limits = HttpLimits { body_bytes_max: 9, time_max: LONG, redirects: Redirects::NONE, tls: TlsTrust::WebPki };
    net.http_page(&HttpRequest::get("http://a.example/"), &limits).await.unwrap();
    assert_eq!((world.resolver.lookups(), connections.load(std::sync::atomic::Ordering::Relaxed)), (0, 1));
    assert!(net.http_page(&HttpRequest::get("http://b.example/"), &limits).await.is_err());
    assert_eq!(world.resolver.lookups(), 1);
}
