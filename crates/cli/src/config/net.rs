use std::net::SocketAddr;

use serde::Deserialize;
use warifu_net::Cidr;

/// `[net]`: the way out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Net {
    /// Blocks of special-purpose addresses that customers' sites may stand in, such as `10.0.0.0/8` for an inner network.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) allow: Vec<Cidr>,
    /// The same for the CAs of `[connectors]`, and for them alone.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) allow_upstream: Vec<Cidr>,
    /// Name servers to ask; the system's when empty.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) resolvers: Vec<SocketAddr>,
}
