use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::Deserialize;
use warifu_net::Cidr;

/// `[server]`: where the shop listens and what it is called from outside.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// Address and port. TLS is the reverse proxy's work.
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) listen: SocketAddr,
    /// The URL that customers type; links in mails start with it.
    pub(crate) base_url: Option<String>,
    /// Blocks of addresses in which the reverse proxies stand. Only their `X-Forwarded-For` is believed, and by it
    /// clients are told apart where each may ask only so often.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) proxies: Vec<Cidr>,
}

impl Default for Server {
    fn default() -> Self {
        let (v4, v6) = (Ipv4Addr::LOCALHOST, Ipv6Addr::LOCALHOST);
        let proxies = vec![Cidr::from(IpAddr::from(v4)), Cidr::from(IpAddr::from(v6))];
        Self { listen: SocketAddr::from((v4, 8080)), base_url: None, proxies }
    }
}
