//! May we connect there? Customers name hosts, so an address decides, never a name.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use crate::special::{embedded, is_wrapper, metadata, special};

/// Judges addresses. The default lets only public ones pass; an operator may allow blocks by name.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    allow: Vec<Cidr>,
}

impl Guard {
    /// Public addresses, and what `allow` holds. Metadata addresses stay refused.
    pub fn new(allow: Vec<Cidr>) -> Self {
        Self { allow }
    }

    /// For destinations that only the operator sets, such as a mail relay: anywhere but a metadata address.
    pub fn operator() -> Self {
        let everything = [IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::UNSPECIFIED)];
        Self { allow: everything.map(|network| Cidr { network, prefix: 0 }).to_vec() }
    }

    /// Whether a connection to the address may be made. An address that embeds an IPv4 address, however it is written,
    /// is judged by the embedded one too: a gateway or the kernel would connect there.
    ///
    /// # Errors
    /// [`Refused`] says which rule forbids it.
    pub fn judge(&self, address: IpAddr) -> Result<(), Refused> {
        let inner: Vec<IpAddr> = match address {
            IpAddr::V4(_) => Vec::new(),
            IpAddr::V6(v6) => embedded(v6).into_iter().map(IpAddr::V4).collect(),
        };
        if metadata(address) || inner.iter().copied().any(metadata) {
            return Err(Refused::Metadata);
        }
        for &inner in &inner {
            self.judge_one(inner)?;
        }
        match address {
            IpAddr::V6(v6) if !inner.is_empty() && is_wrapper(v6) => Ok(()),
            _ => self.judge_one(address),
        }
    }

    fn judge_one(&self, address: IpAddr) -> Result<(), Refused> {
        match special(address) {
            Some(why) if !self.allow.iter().any(|block| block.contains(address)) => Err(why),
            _ => Ok(()),
        }
    }
}

/// Which rule forbids an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    /// For benchmarks only.
    Benchmark,
    /// For documentation only.
    Documentation,
    /// Reaches only the same link.
    LinkLocal,
    /// Reaches only this machine.
    Loopback,
    /// A cloud's metadata service.
    Metadata,
    /// A group of receivers.
    Multicast,
    /// Somebody's inner network.
    Private,
    /// Set aside for protocols or the future.
    Reserved,
    /// Behind a provider's carrier-grade NAT.
    Shared,
    /// "This host" or "this network".
    Unspecified,
}

impl Refused {
    /// The stable word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Benchmark => "benchmark",
            Self::Documentation => "documentation",
            Self::LinkLocal => "link_local",
            Self::Loopback => "loopback",
            Self::Metadata => "metadata",
            Self::Multicast => "multicast",
            Self::Private => "private",
            Self::Reserved => "reserved",
            Self::Shared => "shared",
            Self::Unspecified => "unspecified",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A block of addresses, such as `10.0.0.0/8`; an address alone is a block of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    prefix: u8,
}

/// The text is not a block of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a CIDR block")]
pub struct CidrError;

impl Cidr {
    /// A row of a table; its tests check that the host bits are zero.
    pub(crate) const fn constant(network: IpAddr, prefix: u8) -> Self {
        Self { network, prefix }
    }

    /// Whether the block holds the address. IPv4 and IPv6 never hold each other's.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.network, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differing = u32::from(network) ^ u32::from(address);
                differing.leading_zeros() >= u32::from(self.prefix)
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differing = u128::from(network) ^ u128::from(address);
                differing.leading_zeros() >= u32::from(self.prefix)
            }
            _ => false,
        }
    }
}

impl From<IpAddr> for Cidr {
    fn from(address: IpAddr) -> Self {
        Self { network: address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }
}

impl FromStr for Cidr {
    type Err = CidrError;

    fn from_str(text: &str) -> Result<Self, CidrError> {
        let (network, prefix) = text.split_once('/').map_or((text, None), |(network, prefix)| (network, Some(prefix)));
        let network: IpAddr = network.parse().map_err(|_| CidrError)?;
        let bits = if network.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(bits), str::parse).map_err(|_| CidrError)?;
        if prefix > bits { Err(CidrError) } else { Ok(Self { network, prefix }) }
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network, self.prefix)
    }
}
