//! Resolve once, judge each address, connect to exactly that one.

use tokio::io::AsyncReadExt;
use warifu_net::{DnsError, NetError, Resolver, Start, TlsAsk};

use crate::support::{LONG, OTHER, SITE, SOON, ip, serve, world};

/// The second answer of a rebinding name server is never asked for.
#[tokio::test]
async fn a_rebinding_name_is_looked_up_once() {
    let world = world();
    world.listen(SITE, 80, serve(|_| async {}).await);
    let answers = [Ok(vec![ip(SITE)]), Ok(vec![ip("127.0.0.1")])];
    world.resolver.set_sequence("rebind.example", answers);
    assert!(world.net.connect("rebind.example", 80, LONG).await.is_ok());
    assert_eq!(world.resolver.lookups(), 1);
    assert_eq!(world.dialer.dialled(), [format!("{SITE}:80").parse().unwrap()]);
    // The next request asks anew, and is judged anew.
    let refused = world.net.connect("rebind.example", 80, LONG).await.err().unwrap();
    assert_eq!(refused.code(), "address_refused");
    assert_eq!(world.dialer.dialled().len(), 1);
}

#[tokio::test]
async fn forbidden_addresses_beside_a_public_one_are_left_out() {
    let world = world();
    world.listen(SITE, 80, serve(|_| async {}).await);
    world.resolver.set("mixed.example", Ok(vec![ip("127.0.0.1"), ip("::1"), ip(SITE), ip("10.0.0.1")]));
    assert!(world.net.connect("mixed.example", 80, LONG).await.is_ok());
    assert_eq!(world.dialer.dialled(), [format!("{SITE}:80").parse().unwrap()]);
}

/// A dead first address costs its share of the time and no more.
#[tokio::test]
async fn the_next_address_is_tried() {
    let world = world();
    let closed = serve(|_| async {}).await;
    world.listen(OTHER, 80, closed);
    world.listen(SITE, 80, std::net::SocketAddr::new(ip("127.0.0.1"), 1));
    world.resolver.set("two.example", Ok(vec![ip(SITE), ip(OTHER)]));
    assert!(world.net.connect("two.example", 80, LONG).await.is_ok());
    assert_eq!(world.dialer.dialled().len(), 2);
}

#[tokio::test]
async fn connection_failures_have_codes() {
    let world = world();
    world.listen(SITE, 80, std::net::SocketAddr::new(ip("127.0.0.1"), 1));
    world.name("refused.example", SITE);
    world.resolver.set("servfail.example", Err(DnsError::ServFail));
    world.resolver.set("slow.example", Err(DnsError::Timeout));
    world.resolver.set("empty.example", Ok(vec![]));
    let rows = [
        ("refused.example", "connect_refused"),
        ("servfail.example", "dns_servfail"),
        ("slow.example", "dns_timeout"),
        ("empty.example", "no_address"),
        ("absent.example", "nxdomain"),
        ("10.0.0.1", "address_refused"),
    ];
    for (host, code) in rows {
        let error = world.net.connect(host, 80, LONG).await.err().unwrap();
        assert_eq!(error.code(), code, "{host}");
    }
}

#[tokio::test]
async fn a_server_may_say_nothing() {
    let world = world();
    let silent = serve(|mut stream| async move {
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    world.listen(SITE, 443, silent.await);
    let address = format!("{SITE}:443").parse().unwrap();
    let ask = TlsAsk { address, sni: Some("a.example".into()), start: Start::Tls };
    assert_eq!(world.net.tls_probe(&ask, SOON).await.result, Err(NetError::Timeout));
}

#[tokio::test]
async fn the_map_answers_wildcards_and_txt() {
    let world = world();
    world.name("*.test", SITE);
    world.name("own.test", OTHER);
    assert_eq!(world.resolver.addresses("a.b.TEST").await, Ok(vec![ip(SITE)]));
    assert_eq!(world.resolver.addresses("own.test").await, Ok(vec![ip(OTHER)]));
    assert_eq!(world.resolver.addresses("test").await, Err(DnsError::NxDomain));
    world.resolver.set_txt("_acme-challenge.a.test", &["x", "y"]);
    assert_eq!(world.net.txt("_acme-challenge.a.test.").await.unwrap(), ["x", "y"]);
}
