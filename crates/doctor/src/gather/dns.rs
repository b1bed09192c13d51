//! What the name servers say.

use std::net::IpAddr;

use warifu_net::{DnsError, Net, NetError};

use super::{Part, side_by_side};
use crate::evidence::{Answer, CaaRecord, CaaSeen, DnsSeen, Dnssec};

/// Names asked on the way up to the root. Deeper ones exist nowhere but in attacks.
const CLIMB_MAX: usize = 16;

/// CAA records kept. A set has a handful.
const CAA_MAX: usize = 32;

/// A and AAAA.
pub(super) async fn addresses(net: Net, name: String) -> Part {
    let answer = net.host(&name).await;
    let found = match answer.addresses() {
        Ok(all) if all.is_empty() => Err(NetError::NoAddress.into()),
        Ok(mut all) => {
            all.sort();
            all.dedup();
            Ok(all)
        }
        Err(error) => Err(NetError::from(error).into()),
    };
    let seen = DnsSeen {
        a: of_addresses(answer.a),
        aaaa: of_addresses(answer.aaaa),
        cname: answer.cname,
        ..DnsSeen::default()
    };
    Part::Dns(seen, found)
}

/// DNSSEC, and the CAA records in force: those of the nearest name on the way up that has any.
pub(super) async fn policies(net: Net, name: String) -> Part {
    let ups: Vec<String> = name
        .char_indices()
        .filter(|(at, c)| *at == 0 || *c == '.')
        .map(|(at, _)| name.get(at..).unwrap_or_default().trim_start_matches('.').to_owned())
        .filter(|name| !name.is_empty())
        .take(CLIMB_MAX)
        .collect();
    // All are asked at once; a climb step by step would wait for each.
    let asked = side_by_side(ups.clone().into_iter().map(|up| {
        let net = net.clone();
        async move { net.caa(&up).await }
    }));
    let (dnssec, asked) = tokio::join!(net.dnssec(&name), asked);
    let mut seen = CaaSeen { dnssec: of_dnssec(dnssec), ..CaaSeen::default() };
    for (up, found) in ups.into_iter().zip(asked) {
        match found {
            // A name that does not exist has no records, but the one above it may.
            Ok(records) if records.is_empty() => {}
            Err(DnsError::NxDomain) => {}
            Ok(records) => {
                let kept = records.into_iter().take(CAA_MAX);
                seen.records =
                    kept.map(|one| CaaRecord { critical: one.critical, tag: one.tag, value: one.value }).collect();
                seen.found_at = Some(up);
                break;
            }
            Err(error) => {
                seen.failed_at = Some((up, of_error(error)));
                break;
            }
        }
    }
    Part::Caa(seen.dnssec, seen)
}

fn of_addresses(found: Result<Vec<IpAddr>, DnsError>) -> Answer {
    match found {
        Ok(all) if all.is_empty() => Answer::NoData,
        Ok(all) => Answer::Addresses(all),
        Err(error) => of_error(error),
    }
}

const fn of_error(error: DnsError) -> Answer {
    match error {
        DnsError::NxDomain => Answer::NxDomain,
        DnsError::ServFail => Answer::ServFail,
        DnsError::Timeout => Answer::Timeout,
        DnsError::Malformed => Answer::Malformed,
    }
}

const fn of_dnssec(state: warifu_net::Dnssec) -> Dnssec {
    match state {
        warifu_net::Dnssec::Secure => Dnssec::Secure,
        warifu_net::Dnssec::Insecure => Dnssec::Insecure,
        warifu_net::Dnssec::Bogus => Dnssec::Bogus,
        warifu_net::Dnssec::Unknown => Dnssec::Unknown,
    }
}
