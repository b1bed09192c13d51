//! The outside world of the demonstration: names under `.test`, their addresses and the way to them. Nothing else
//! exists there, so a demonstration never leaves the machine.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use async_trait::async_trait;
use warifu_domain::DnsName;
use warifu_net::{Caa, Cidr, Dialer, DnsError, Guard, Resolver, Stream, TcpDialer};
use warifu_pki::Sha256;

use super::sites::Sites;

/// The block in which every sample site stands. It is loopback, so nobody else can be there.
const BLOCK: [u8; 2] = [127, 77];

/// The top-level domain that never exists outside (RFC 6761 6.2).
const SUFFIX: &str = ".test";

/// Whether the sandbox has a site of that name.
pub(crate) fn is_inside(host: &str) -> bool {
    host.ends_with(SUFFIX)
}

/// The address of a host: always the same one, so that it needs no book-keeping. Two hosts may share one, as on any
/// web server; `Host` and SNI tell them apart.
fn address(host: &str) -> Ipv4Addr {
    let digest = Sha256::of(host.as_bytes()).0;
    let [a, b] = BLOCK;
    Ipv4Addr::new(a, b, digest[0], 1 + digest[1] % 254)
}

/// Lets the sample sites through and nothing else.
pub(crate) fn guard() -> Guard {
    let [a, b] = BLOCK;
    Guard::new(format!("{a}.{b}.0.0/16").parse::<Cidr>().into_iter().collect())
}

/// The name server of the sandbox.
pub(crate) struct Names(pub(crate) Arc<Sites>);

#[async_trait]
impl Resolver for Names {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        match DnsName::parse(host) {
            Ok(name) if is_inside(name.as_str()) => Ok(vec![address(name.as_str()).into()]),
            _ => Err(DnsError::NxDomain),
        }
    }

    async fn caa(&self, _: &str) -> Result<Vec<Caa>, DnsError> {
        Ok(vec![])
    }

    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let name = name.to_ascii_lowercase();
        let values = self.0.txt(&name);
        if values.is_empty() { Err(DnsError::NxDomain) } else { Ok(values) }
    }
}

/// Leads ports 80 and 443 of every sample site to the two ports where they really listen.
pub(crate) struct Roads {
    pub(crate) http: SocketAddr,
    pub(crate) https: SocketAddr,
}

#[async_trait]
impl Dialer for Roads {
    async fn dial(&self, to: SocketAddr) -> io::Result<Stream> {
        match (to.ip(), to.port()) {
            (IpAddr::V4(ip), 80) if ip.octets()[..2] == BLOCK => TcpDialer.dial(self.http).await,
            (IpAddr::V4(ip), 443) if ip.octets()[..2] == BLOCK => TcpDialer.dial(self.https).await,
            _ => Err(io::ErrorKind::ConnectionRefused.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_let_through_and_others_are_not() {
        for host in ["a.test", "www.example.test", "xn--n8j.test"] {
            let address = address(host);
            assert!(guard().judge(address.into()).is_ok(), "{host} {address}");
        }
        for other in ["127.0.0.1", "127.78.0.1", "10.0.0.1", "169.254.169.254"] {
            assert!(guard().judge(other.parse().unwrap()).is_err(), "{other}");
        }
    }
}
