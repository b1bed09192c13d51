//! The addresses that are nobody's public web server: the IANA special-purpose registries as a table.
//!
//! Sources: iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry (read 2026-11), which
//! RFC 6890 and RFC 8190 define; metadata addresses from the manuals of AWS, Google Cloud, Azure, Alibaba Cloud, Oracle
//! Cloud, Scaleway and Tencent Cloud.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::guard::{Cidr, Refused};

/// The first row that holds the address.
pub(crate) fn special(address: IpAddr) -> Option<Refused> {
    match address {
        IpAddr::V4(_) => V4.iter().find(|(block, _)| block.contains(address)).map(|(_, why)| *why),
        IpAddr::V6(v6) => V6.iter().find(|(block, _)| block.contains(address)).map(|(_, why)| *why).or_else(|| {
            // IANA has given out nothing but 2000::/3 as global unicast (RFC 4291 section 2.4).
            (v6.segments()[0] & 0xe000 != 0x2000).then_some(Refused::Reserved)
        }),
    }
}

/// Whether a cloud's metadata service answers there: it hands out the machine's own credentials.
pub(crate) fn metadata(address: IpAddr) -> bool {
    METADATA.contains(&address)
}

/// The IPv4 addresses inside an IPv6 address that some gateway or stack would connect to instead.
pub(crate) fn embedded(v6: Ipv6Addr) -> Vec<Ipv4Addr> {
    let s = v6.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    let mut inner = Vec::new();
    match s {
        // Mapped ::ffff:a.b.c.d (RFC 4291 2.5.5.2) and translated ::ffff:0:a.b.c.d (RFC 2765).
        [0, 0, 0, 0, 0, 0xffff, ..] | [0, 0, 0, 0, 0xffff, 0, ..] => inner.push(v4(s[6], s[7])),
        // Compatible ::a.b.c.d (RFC 4291 2.5.5.1, deprecated); :: and ::1 have rows of their own.
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 || low > 1 => inner.push(v4(high, low)),
        // NAT64 64:ff9b::a.b.c.d (RFC 6052).
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => inner.push(v4(s[6], s[7])),
        // 6to4 2002:a.b.c.d:: (RFC 3056).
        [0x2002, high, low, ..] => inner.push(v4(high, low)),
        // Teredo: the server in clear, the client inverted (RFC 4380 section 4).
        [0x2001, 0, high, low, ..] => inner.extend([v4(high, low), v4(!s[6], !s[7])]),
        _ => {}
    }
    // ISATAP: interface identifier [02]00:5efe:a.b.c.d under any prefix (RFC 5214 section 6.1).
    if s[4] & 0xfdff == 0 && s[5] == 0x5efe {
        inner.push(v4(s[6], s[7]));
    }
    inner
}

/// Whether an address of this block is reached only through the address inside it.
pub(crate) fn is_wrapper(v6: Ipv6Addr) -> bool {
    matches!(
        v6.segments(),
        [0, 0, 0, 0, 0, _, _, _]
            | [0, 0, 0, 0, 0xffff, 0, _, _]
            | [0x64, 0xff9b, 0, 0, 0, 0, _, _]
            | [0x2002, ..]
            | [0x2001, 0, ..]
    )
}

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Cidr {
    Cidr::constant(IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix)
}

const fn v6(a: u16, b: u16, c: u16, d: u16, h: u16, prefix: u8) -> Cidr {
    Cidr::constant(IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, h)), prefix)
}

const V4: &[(Cidr, Refused)] = &[
    (v4(0, 0, 0, 0, 8), Refused::Unspecified),         // RFC 791 "this network"
    (v4(10, 0, 0, 0, 8), Refused::Private),            // RFC 1918
    (v4(100, 64, 0, 0, 10), Refused::Shared),          // RFC 6598 carrier-grade NAT
    (v4(127, 0, 0, 0, 8), Refused::Loopback),          // RFC 1122
    (v4(169, 254, 0, 0, 16), Refused::LinkLocal),      // RFC 3927
    (v4(172, 16, 0, 0, 12), Refused::Private),         // RFC 1918
    (v4(192, 0, 0, 0, 24), Refused::Reserved),         // RFC 6890 protocol assignments
    (v4(192, 0, 2, 0, 24), Refused::Documentation),    // RFC 5737 TEST-NET-1
    (v4(192, 88, 99, 0, 24), Refused::Reserved),       // RFC 7526 old 6to4 relay
    (v4(192, 168, 0, 0, 16), Refused::Private),        // RFC 1918
    (v4(198, 18, 0, 0, 15), Refused::Benchmark),       // RFC 2544
    (v4(198, 51, 100, 0, 24), Refused::Documentation), // RFC 5737 TEST-NET-2
    (v4(203, 0, 113, 0, 24), Refused::Documentation),  // RFC 5737 TEST-NET-3
    (v4(224, 0, 0, 0, 4), Refused::Multicast),         // RFC 5771
    (v4(240, 0, 0, 0, 4), Refused::Reserved),          // RFC 1112, with limited broadcast (RFC 8190)
];

const V6: &[(Cidr, Refused)] = &[
    (v6(0, 0, 0, 0, 0, 128), Refused::Unspecified),           // RFC 4291
    (v6(0, 0, 0, 0, 1, 128), Refused::Loopback),              // RFC 4291
    (v6(0x64, 0xff9b, 1, 0, 0, 48), Refused::Private),        // RFC 8215 local NAT64
    (v6(0x100, 0, 0, 0, 0, 64), Refused::Reserved),           // RFC 6666 discard-only
    (v6(0x100, 0, 0, 1, 0, 64), Refused::Reserved),           // RFC 9780 dummy prefix
    (v6(0x2001, 2, 0, 0, 0, 48), Refused::Benchmark),         // RFC 5180
    (v6(0x2001, 0xdb8, 0, 0, 0, 32), Refused::Documentation), // RFC 3849
    (v6(0x2001, 0, 0, 0, 0, 23), Refused::Reserved),          // RFC 2928 protocol assignments, ORCHID, AMT
    (v6(0x3fff, 0, 0, 0, 0, 20), Refused::Documentation),     // RFC 9637
    (v6(0x5f00, 0, 0, 0, 0, 16), Refused::Reserved),          // RFC 9602 segment routing
    (v6(0xfc00, 0, 0, 0, 0, 7), Refused::Private),            // RFC 4193 unique local
    (v6(0xfe80, 0, 0, 0, 0, 10), Refused::LinkLocal),         // RFC 4291
    (v6(0xfec0, 0, 0, 0, 0, 10), Refused::Private),           // RFC 3879 site-local, deprecated
    (v6(0xff00, 0, 0, 0, 0, 8), Refused::Multicast),          // RFC 4291
];

const METADATA: &[IpAddr] = &[
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)), // Alibaba Cloud
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),   // Azure, a public address that each machine reaches locally
    IpAddr::V4(Ipv4Addr::new(169, 254, 0, 23)),    // Tencent Cloud
    IpAddr::V4(Ipv4Addr::new(169, 254, 42, 42)),   // Scaleway
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)), // AWS, Google Cloud, Azure, Oracle Cloud and most others
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),   // AWS ECS tasks
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),  // AWS EKS pods
    IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),     // Oracle Cloud Classic
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42)), // Scaleway
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)), // AWS EKS pods
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)), // AWS
    IpAddr::V6(Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)), // Google Cloud
];
