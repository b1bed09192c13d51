//! Which address a request comes from, also through the shop's own reverse proxies.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, request::Parts},
};

use crate::Web;

/// The address at the other end of the connection; the accept loop notes it on each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// The address of whoever asks: the other end's, or what a proxy of the shop says.
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl FromRequestParts<Web> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        // Without an accept loop of ours everybody is the same client.
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0);
        let ours = |address: IpAddr| web.app.settings().proxies.iter().any(|block| block.contains(address));
        Ok(Self(behind(peer, &parts.headers, ours)))
    }
}

/// Proxies in a row that are believed; shops have one or two.
const PROXIES_MAX: usize = 8;

/// From the near end of `X-Forwarded-For` to the first address that is no proxy of ours: what stands before it was
/// written by the client and may be anything.
fn behind(peer: IpAddr, headers: &HeaderMap, ours: impl Fn(IpAddr) -> bool) -> IpAddr {
    let values = headers.get_all(HeaderName::from_static("x-forwarded-for")).into_iter();
    let named: Vec<&str> = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect();
    let mut client = peer.to_canonical();
    for said in named.into_iter().rev().take(PROXIES_MAX) {
        if !ours(client) {
            break;
        }
        let Ok(next) = said.trim().parse::<IpAddr>() else { break };
        client = next.to_canonical();
    }
    client
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn clients_behind_proxies() {
        let ours = |address: IpAddr| ["127.0.0.1", "192.0.2.1"].contains(&address.to_string().as_str());
        for (case, peer, said, wanted) in [
            ("nothing in between", "203.0.113.9", "", "203.0.113.9"),
            ("a client that names another", "203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("one proxy", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("one proxy, and a client that named another", "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
            ("two proxies", "127.0.0.1", "198.51.100.1,203.0.113.9, 192.0.2.1", "203.0.113.9"),
            ("a proxy that says nothing", "127.0.0.1", "", "127.0.0.1"),
            ("a proxy that says nonsense", "127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"),
            ("a socket for both families", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("IPv6", "127.0.0.1", "2001:db8::1", "2001:db8::1"),
        ] {
            let name = HeaderName::from_static("x-forwarded-for");
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(said))]);
            assert_eq!(behind(peer.parse().unwrap(), &headers, ours).to_string(), wanted, "{case}");
        }
    }
}
