use std::net::SocketAddr;

use serde::Deserialize;
use warifu_net::Cidr;

/// `[net]`: the way out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Net {
    /// Blocks of special-purpose addresses that sites and CAs may stand in, such as `10.0.0.0/8` for an inner network.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) allow: Vec<Cidr>,
    /// Name servers to ask; the system's when empty.
    #[serde(deserialize_with = "super::parsed_list")]
    pub(crate) resolvers: Vec<SocketAddr>,
}
