//! What: reserved IP address. Why: anybody may use a reserved address on their own network, so a certificate for it
//! would be good against all of them. Source: BR 4.2.2, IANA special-purpose addresses. How to fix: use the public
//! address or a name, or a private CA for your own network.

use super::{Case, Report, Rule, Scope, Severity};
use std::net::IpAddr;

pub(super) static RULE: Rule = Rule { code: "certificate_ip_reserved", severity: Severity::Error, scope: Scope::Public, source: "BR 4.2.2, IANA special-purpose addresses", check };

fn check(case: &Case<'_>, report: &mut Report) {
    for address in case.addresses() {
        if is_reserved(address) {
            report.add(RULE.finding().with("address", address));
        }
    }
}

/// Whether no host on the public internet can have the address: IANA's special-purpose registries, read 2026-11-22.
fn is_reserved(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => match v4.octets() {
            [0 | 10 | 127 | 224.., ..] | [169, 254, ..] | [192, 168, ..] | [198, 18 | 19, ..] => true,
            [100, second, ..] => second & 0xc0 == 64,
            [172, second, ..] => second & 0xf0 == 16,
            [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
            _ => false,
        },
        // Unicast lives in 2000::/3; 2001::/23, 2001:db8::/32, 2002::/16 (6to4) and 3fff::/20 in it are special.
        IpAddr::V6(v6) => match v6.segments() {
            [0x2001, second, ..] => second < 0x200 || second == 0xdb8,
            [0x2002, ..] => true,
            [0x3fff, second, ..] => second < 0x1000,
            [first, ..] => first & 0xe000 != 0x2000,
        },
    }
}
