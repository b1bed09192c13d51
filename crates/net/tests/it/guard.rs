//! Every known form of a forbidden address, and the odd ways to write one.

use warifu_net::{Cidr, Guard, HostAnswer, NetError, Refused};

use crate::support::{ip, world};

fn verdict(guard: &Guard, address: &str) -> &'static str {
    guard.judge(ip(address)).map_or_else(Refused::as_str, |()| "allowed")
}

#[test]
fn forbidden_addresses_in_every_form() {
    let rows = &[
        // Public.
        ("8.8.8.8", "allowed"),
        ("93.184.216.34", "allowed"),
        ("100.63.255.255", "allowed"),
        ("100.128.0.0", "allowed"),
        ("172.15.255.255", "allowed"),
        ("172.32.0.0", "allowed"),
        ("198.17.255.255", "allowed"),
        ("198.20.0.0", "allowed"),
        ("223.255.255.255", "allowed"),
        ("2606:2800:220:1:248:1893:25c8:1946", "allowed"),
        ("2001:4860:4860::8888", "allowed"),
        ("2001:200::1", "allowed"),
        // The IPv4 registry, first and last of each block.
        ("0.0.0.0", "unspecified"),
        ("0.255.255.255", "unspecified"),
        ("10.0.0.0", "private"),
        ("10.255.255.255", "private"),
        ("100.64.0.0", "shared"),
        ("100.127.255.255", "shared"),
        ("127.0.0.1", "loopback"),
        ("127.255.255.255", "loopback"),
        ("169.254.0.1", "link_local"),
        ("172.16.0.0", "private"),
        ("172.31.255.255", "private"),
        ("192.0.0.1", "reserved"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "reserved"),
        ("192.168.0.0", "private"),
        ("192.168.255.255", "private"),
        ("198.18.0.0", "benchmark"),
        ("198.19.255.255", "benchmark"),
        ("198.51.100.7", "documentation"),
        ("203.0.113.7", "documentation"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.255", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        // Metadata services.
        ("169.254.169.254", "metadata"),
        ("169.254.170.2", "metadata"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("fd20:ce::254", "metadata"),
        // The IPv6 registry.
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("64:ff9b:1::1", "private"),
        ("100::1", "reserved"),
        ("2001:2::1", "benchmark"),
        ("2001:10::1", "reserved"),
        ("2001:1ff::1", "reserved"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("5f00::1", "reserved"),
        ("fc00::1", "private"),
        ("fdff::1", "private"),
        ("fe80::1", "link_local"),
        ("fec0::1", "private"),
        ("ff02::1", "multicast"),
        ("4000::1", "reserved"),
        ("e000::1", "reserved"),
        ("1::1", "reserved"),
        // IPv4 inside IPv6: mapped, translated, compatible, NAT64, 6to4, Teredo (server, client), ISATAP.
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.1.2.3", "private"),
        ("::ffff:169.254.169.254", "metadata"),
        ("::ffff:8.8.8.8", "allowed"),
        ("::ffff:0:127.0.0.1", "loopback"),
        ("::127.0.0.1", "loopback"),
        ("::169.254.169.254", "metadata"),
        ("64:ff9b::127.0.0.1", "loopback"),
        ("64:ff9b::8.8.8.8", "allowed"),
        ("64:ff9b::a9fe:a9fe", "metadata"),
        ("2002:7f00:1::", "loopback"),
        ("2002:c0a8:101::1", "private"),
        ("2002:a9fe:a9fe::", "metadata"),
        ("2002:808:808::1", "allowed"),
        ("2001:0:7f00:1::f7f7:f7f7", "loopback"),
        ("2001:0:808:808::80ff:fffe", "loopback"),
        ("2001:0:808:808::f7f7:f7f7", "allowed"),
        ("2606:2800::5efe:10.0.0.1", "private"),
        ("2606:2800::200:5efe:127.0.0.1", "loopback"),
        ("fe80::5efe:8.8.8.8", "link_local"),
    ];
    for (address, wanted) in rows {
        assert_eq!(verdict(&Guard::default(), address), *wanted, "{address}");
    }
}

#[test]
fn an_operator_may_allow_blocks_but_never_metadata() {
    let rows = &[
        ("10.0.0.0/8", "10.1.2.3", "allowed"),
        ("10.0.0.0/8", "::ffff:10.1.2.3", "allowed"),
        ("10.0.0.0/8", "192.168.0.1", "private"),
        ("127.0.0.1", "127.0.0.1", "allowed"),
        ("127.0.0.1", "127.0.0.2", "loopback"),
        ("::1/128", "::1", "allowed"),
        ("fc00::/7", "fd00::1", "allowed"),
        ("fc00::/7", "fd00:ec2::254", "metadata"),
        ("0.0.0.0/0", "127.0.0.1", "allowed"),
        ("0.0.0.0/0", "::1", "loopback"),
        ("0.0.0.0/0", "169.254.169.254", "metadata"),
        ("169.254.169.254/32", "169.254.169.254", "metadata"),
        ("::/0", "::ffff:169.254.169.254", "metadata"),
        ("::/0", "2002:7f00:1::", "loopback"),
    ];
    for (allow, address, wanted) in rows {
        let guard = Guard::new(vec![allow.parse().unwrap()]);
        assert_eq!(verdict(&guard, address), *wanted, "{address} with {allow}");
    }
    assert_eq!(verdict(&Guard::operator(), "192.168.0.1"), "allowed");
    assert_eq!(verdict(&Guard::operator(), "169.254.169.254"), "metadata");
}

#[test]
fn blocks_are_read_strictly() {
    for text in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/-1", "10.0.0.0/", "example.jp/8", "10.0.0.0/8/8"] {
        assert!(text.parse::<Cidr>().is_err(), "{text}");
    }
    for text in ["10.0.0.0/8", "10.0.0.1/32", "::/0", "fd00::/8"] {
        assert_eq!(text.parse::<Cidr>().unwrap().to_string(), text);
    }
}

/// What `inet_aton` and browsers take for an address must not slip through as a name.
#[tokio::test]
async fn odd_notations_are_seen_as_the_addresses_they_are() {
    let rows = &[
        ("127.0.0.1", "address_refused"),
        ("127.1", "address_refused"),
        ("0x7f.1", "address_refused"),
        ("0x7f000001", "address_refused"),
        ("2130706433", "address_refused"),
        ("017700000001", "address_refused"),
        ("0177.0.0.1", "address_refused"),
        ("127.0.0.1.", "address_refused"),
        ("①②⑦.⓪.⓪.①", "address_refused"),
        ("127。0。0。1", "address_refused"),
        ("[::1]", "address_refused"),
        ("::1", "address_refused"),
        ("[::ffff:127.0.0.1]", "address_refused"),
        ("[::ffff:7f00:1]", "address_refused"),
        ("%31%32%37.0.0.1", "address_refused"),
        ("256.256.256.256", "host_malformed"),
        ("127.0.0.1.5", "host_malformed"),
        ("[fe80::1%25eth0]", "host_malformed"),
        ("a b", "host_malformed"),
        ("a/b", "host_malformed"),
        ("user@127.0.0.1", "host_malformed"),
        ("", "host_malformed"),
        ("localhost", "nxdomain"),
    ];
    let world = world();
    for (host, wanted) in rows {
        let got = world.net.resolve_judged(host).await.map_err(|error| error.code());
        assert_eq!(got, Err(*wanted), "{host}");
    }
}

#[tokio::test]
async fn a_refused_address_is_named() {
    let world = world();
    world.name("inner.example", "10.1.2.3");
    let error = world.net.resolve_judged("inner.example").await.unwrap_err();
    assert_eq!(error, NetError::AddressRefused { address: ip("10.1.2.3"), why: Refused::Private });
    assert_eq!(error.params(), [("address", "10.1.2.3".to_owned()), ("why", "private".to_owned())]);
}

/// For people who must not learn what is inside, a refused address and no address are the same.
#[tokio::test]
async fn a_discreet_way_out_tells_nothing_of_what_is_refused() {
    let world = world();
    world.name("inner.example", "10.1.2.3");
    world.resolver.set("none.example", Ok(vec![]));
    world.resolver.set("both.example", Ok(vec![ip("10.1.2.3"), ip("93.184.216.34")]));
    let inner = HostAnswer { a: Ok(vec![ip("10.1.2.3")]), aaaa: Ok(vec![]), cname: vec!["box.inner".to_owned()] };
    world.resolver.set_host("alias.example", inner);
    let net = world.net.discreet();
    for host in ["inner.example", "none.example", "127.0.0.1", "[::ffff:10.0.0.1]", "0x7f.1"] {
        assert_eq!(net.resolve(host).await, Err(NetError::NoAddress), "{host}");
        assert_eq!(net.resolve_judged(host).await, Err(NetError::NoAddress), "{host}");
    }
    assert_eq!(net.resolve("both.example").await, Ok(vec![ip("93.184.216.34")]));
    for host in ["inner.example", "alias.example"] {
        let nothing = HostAnswer { a: Ok(vec![]), aaaa: Ok(vec![]), cname: vec![] };
        assert_eq!(net.host(host).await, nothing, "{host}");
    }
    let by = tokio::time::Instant::now() + std::time::Duration::from_secs(5);
    assert_eq!(net.dial((ip("10.1.2.3"), 443).into(), by).await.err(), Some(NetError::NoAddress));
    assert_eq!(world.dialer.dialled(), []);
}
