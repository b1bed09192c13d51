//! The way out itself: resolve once, judge every address, connect to exactly that one.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::{Instant, timeout_at};
use url::Host;

use crate::{
    dial::{Dialer, Stream},
    dns::{Caa, Dnssec, HostAnswer, Resolver},
    error::{DnsError, NetError},
    guard::Guard,
};

/// The clock: seconds since 1970-01-01 UTC. It decides whether certificates are in date; time limits are real time.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Addresses taken from one answer. Large sites have about a dozen.
const ADDRESSES_MAX: usize = 32;

/// Addresses tried for one connection, so that a long list of dead ones cannot eat the time.
const TRIES_MAX: usize = 4;

/// The way out: resolver, dialer, guard and clock. Cloning is cheap.
#[derive(Clone)]
pub struct Net {
    pub(crate) resolver: Arc<dyn Resolver>,
    pub(crate) dialer: Arc<dyn Dialer>,
    pub(crate) guard: Arc<Guard>,
    pub(crate) now: Now,
    /// Whether refused addresses are kept quiet about.
    discreet: bool,
}

impl Net {
    /// Puts the four together.
    pub fn new(resolver: Arc<dyn Resolver>, dialer: Arc<dyn Dialer>, guard: Guard, now: Now) -> Self {
        Self { resolver, dialer, guard: Arc::new(guard), now, discreet: false }
    }

    /// The same way out under another guard: an upstream CA set by the operator may stand where customers may not look.
    #[must_use]
    pub fn with_guard(&self, guard: Guard) -> Self {
        Self { guard: Arc::new(guard), ..self.clone() }
    }

    /// The same way out with a count of the connections that were tried through it.
    #[must_use]
    pub fn counted(&self) -> (Self, Arc<AtomicU32>) {
        let count = Arc::new(AtomicU32::new(0));
        let dialer = Arc::new(Counting { inner: Arc::clone(&self.dialer), count: Arc::clone(&count) });
        (Self { dialer, ..self.clone() }, count)
    }

    /// The same way out, on which a host has just these addresses: what was resolved once is not asked again.
    #[must_use]
    pub fn with_addresses(&self, host: &str, addresses: Vec<IpAddr>) -> Self {
        let resolver =
            Arc::new(Pinned { inner: Arc::clone(&self.resolver), host: host.to_ascii_lowercase(), addresses });
        Self { resolver, ..self.clone() }
    }

    /// The same way out for people who must not learn what lies behind the guard: an address that it refuses is as if
    /// it were not there, whether a name leads to it, a redirect, or somebody types it. All fail as
    /// [`NetError::NoAddress`].
    #[must_use]
    pub fn discreet(&self) -> Self {
        Self { discreet: true, ..self.clone() }
    }

    /// Whether an address may be told of.
    fn tells(&self, address: IpAddr) -> bool {
        !self.discreet || self.guard.judge(address).is_ok()
    }

    /// The guard in force.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// The present moment by the injected clock, seconds since 1970-01-01 UTC.
    pub fn now(&self) -> i64 {
        (self.now)()
    }

    /// The TXT records of a name.
    ///
    /// # Errors
    /// [`NetError::Dns`].
    pub async fn txt(&self, name: &str) -> Result<Vec<String>, NetError> {
        Ok(self.resolver.txt(name.trim_end_matches('.')).await?)
    }

    /// The addresses of a host by type, **not yet judged** unless the way is discreet.
    pub async fn host(&self, host: &str) -> HostAnswer {
        let mut answer = self.resolver.host(host.trim_end_matches('.')).await;
        let families = [&mut answer.a, &mut answer.aaaa].into_iter().flatten();
        families.for_each(|addresses| addresses.retain(|address| self.tells(*address)));
        // An alias into the inside tells of it as well.
        if self.discreet && answer.addresses().is_ok_and(|addresses| addresses.is_empty()) {
            answer.cname.clear();
        }
        answer
    }

    /// The CAA records at exactly this name.
    ///
    /// # Errors
    /// [`DnsError`].
    pub async fn caa(&self, name: &str) -> Result<Vec<Caa>, DnsError> {
        self.resolver.caa(name.trim_end_matches('.')).await
    }

    /// What DNSSEC says about the addresses of a name.
    pub async fn dnssec(&self, name: &str) -> Dnssec {
        self.resolver.dnssec(name.trim_end_matches('.')).await
    }

    /// Every address of a host (a literal is its own), **not yet judged** unless the way is discreet: for reports that
    /// show each one. At most 32.
    ///
    /// # Errors
    /// [`NetError::Dns`] or [`NetError::NoAddress`].
    pub async fn resolve(&self, host: &str) -> Result<Vec<IpAddr>, NetError> {
        let mut addresses = match parse_host(host)? {
            Host::Ipv4(v4) => vec![IpAddr::V4(v4)],
            Host::Ipv6(v6) => vec![IpAddr::V6(v6)],
            Host::Domain(name) => self.resolver.addresses(name.trim_end_matches('.')).await?,
        };
        addresses.truncate(ADDRESSES_MAX);
        addresses.retain(|address| self.tells(*address));
        let mut seen = Vec::with_capacity(addresses.len());
        addresses.retain(|address| {
            !seen.contains(address) && {
                seen.push(*address);
                true
            }
        });
        if addresses.is_empty() { Err(NetError::NoAddress) } else { Ok(addresses) }
    }

    /// The addresses of a host that the guard lets pass.
    ///
    /// # Errors
    /// As [`Net::resolve`]; [`NetError::AddressRefused`] with the first address if none may be connected to.
    pub async fn resolve_judged(&self, host: &str) -> Result<Vec<IpAddr>, NetError> {
        let (mut allowed, mut refused) = (Vec::new(), NetError::NoAddress);
        for address in self.resolve(host).await? {
            match self.guard.judge(address) {
                Ok(()) => allowed.push(address),
                Err(why) if refused == NetError::NoAddress => refused = NetError::AddressRefused { address, why },
                Err(_) => {}
            }
        }
        if allowed.is_empty() { Err(refused) } else { Ok(allowed) }
    }

    /// Connects to the first address of the host that answers, within `time_max` for everything.
    ///
    /// # Errors
    /// As [`Net::resolve_judged`], and the last address's connection error.
    pub async fn connect(&self, host: &str, port: u16, time_max: Duration) -> Result<Stream, NetError> {
        Ok(self.connect_by(host, port, Instant::now() + time_max).await?.0)
    }

    /// As [`Net::connect`], telling which address it became.
    pub(crate) async fn connect_by(
        &self,
        host: &str,
        port: u16,
        by: Instant,
    ) -> Result<(Stream, SocketAddr), NetError> {
        let addresses = timeout_at(by, self.resolve_judged(host)).await.unwrap_or(Err(DnsError::Timeout.into()))?;
        let tries = addresses.len().min(TRIES_MAX);
        let mut last = NetError::NoAddress;
        for (tried, ip) in addresses.into_iter().take(tries).enumerate() {
            let address = SocketAddr::new(ip, port);
            let left = by.saturating_duration_since(Instant::now());
            // Each address gets an equal share of what is left: one silent address must not hide a living one.
            let share = left / u32::try_from(tries - tried).unwrap_or(1);
            match self.dial(address, Instant::now() + share).await {
                Ok(stream) => return Ok((stream, address)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Connects to one address that stands for itself; it is judged here.
    ///
    /// # Errors
    /// [`NetError::AddressRefused`] or the connection's error.
    pub async fn dial(&self, address: SocketAddr, by: Instant) -> Result<Stream, NetError> {
        if !self.tells(address.ip()) {
            return Err(NetError::NoAddress);
        }
        self.guard.judge(address.ip()).map_err(|why| NetError::AddressRefused { address: address.ip(), why })?;
        match timeout_at(by, self.dialer.dial(address)).await {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(error)) => Err(connect_error(address, &error)),
            Err(_) => Err(NetError::ConnectTimeout { address }),
        }
    }
}

/// Counts connections tried.
struct Counting {
    inner: Arc<dyn Dialer>,
    count: Arc<AtomicU32>,
}

#[async_trait]
impl Dialer for Counting {
    async fn dial(&self, to: SocketAddr) -> io::Result<Stream> {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.inner.dial(to).await
    }
}

/// Answers for one host from what is known, for others by asking.
struct Pinned {
    inner: Arc<dyn Resolver>,
    host: String,
    addresses: Vec<IpAddr>,
}

#[async_trait]
impl Resolver for Pinned {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        if host.eq_ignore_ascii_case(&self.host) {
            Ok(self.addresses.clone())
        } else {
            self.inner.addresses(host).await
        }
    }

    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        self.inner.txt(name).await
    }

    async fn caa(&self, name: &str) -> Result<Vec<Caa>, DnsError> {
        self.inner.caa(name).await
    }

    async fn dnssec(&self, name: &str) -> Dnssec {
        self.inner.dnssec(name).await
    }
}

/// A host as it was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostName {
    /// A name in lower case and A-labels, without a dot at its end.
    Name(String),
    /// An address, however it was written.
    Address(IpAddr),
}

impl HostName {
    /// Reads a host the way browsers do: `Bücher.example`, `EXAMPLE.com.`, `[::1]` and `0x7f.1` are all seen as what
    /// they are.
    ///
    /// # Errors
    /// [`DnsError::Malformed`].
    pub fn parse(host: &str) -> Result<Self, DnsError> {
        match parse_host(host) {
            Ok(Host::Domain(name)) => Ok(Self::Name(name.trim_end_matches('.').to_owned())),
            Ok(Host::Ipv4(v4)) => Ok(Self::Address(v4.into())),
            Ok(Host::Ipv6(v6)) => Ok(Self::Address(v6.into())),
            Err(_) => Err(DnsError::Malformed),
        }
    }
}

/// Reads a host the way browsers do, so that `0x7f.1` and `2130706433` are seen as the addresses they are.
fn parse_host(host: &str) -> Result<Host, NetError> {
    if let Ok(v6) = host.parse() {
        return Ok(Host::Ipv6(v6));
    }
    Host::parse(host).map_err(|_| DnsError::Malformed.into())
}

fn connect_error(address: SocketAddr, error: &io::Error) -> NetError {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => NetError::ConnectRefused { address },
        io::ErrorKind::TimedOut => NetError::ConnectTimeout { address },
        io::ErrorKind::HostUnreachable => NetError::ConnectFailed { address, why: "host_unreachable" },
        io::ErrorKind::NetworkUnreachable => NetError::ConnectFailed { address, why: "network_unreachable" },
        io::ErrorKind::ConnectionReset => NetError::ConnectFailed { address, why: "reset" },
        _ => NetError::ConnectFailed { address, why: "other" },
    }
}
