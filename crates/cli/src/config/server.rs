use std::net::{Ipv4Addr, SocketAddr};

use serde::Deserialize;

/// `[server]`: where the shop listens and what it is called from outside.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// Address and port. TLS is the reverse proxy's work.
    #[serde(deserialize_with = "super::parsed")]
    pub(crate) listen: SocketAddr,
    /// The URL that customers type; links in mails start with it.
    pub(crate) base_url: Option<String>,
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)), base_url: None }
    }
}
