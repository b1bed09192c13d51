//! Asking the name servers.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use async_trait::async_trait;
use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts},
    net::{DnsError as HickoryError, NetError as HickoryFailure, runtime::TokioRuntimeProvider},
    proto::rr::{Name, RData},
};
use tokio::time::timeout;

use crate::error::DnsError;

/// TXT records read from one answer. Sites with over a hundred exist nowhere but in attacks.
const TXT_MAX: usize = 128;

/// Resolves names. Names are given without a trailing dot and never completed with a search list.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// All A and AAAA addresses of a host; empty when the name exists without any.
    ///
    /// # Errors
    /// [`DnsError`].
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError>;

    /// The TXT records of a name, each with its strings joined (RFC 7208 section 3.3); empty when there are none.
    ///
    /// # Errors
    /// [`DnsError`].
    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError>;
}

/// The resolver of real life: the system's name servers, or given ones.
///
/// Nothing is cached here: a customer who has just placed a record must not wait for our memory of its absence.
#[derive(Clone, Debug)]
pub struct SystemResolver {
    hickory: TokioResolver,
    query_time_max: Duration,
}

impl SystemResolver {
    /// Asks `servers`, or those of the operating system if the list is empty. `query_time_max` bounds each lookup with
    /// all its retries.
    ///
    /// # Errors
    /// A text for the operator when the system's resolver configuration cannot be read.
    pub fn new(servers: &[SocketAddr], query_time_max: Duration) -> Result<Self, String> {
        let mut builder = if servers.is_empty() {
            TokioResolver::builder_tokio().map_err(|error| error.to_string())?
        } else {
            let config = ResolverConfig::from_name_servers(servers.iter().map(name_server).collect());
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        };
        // Given servers are asked alone; the hosts file belongs to the system's own configuration.
        let hosts = if servers.is_empty() { ResolveHosts::Auto } else { ResolveHosts::Never };
        configure(builder.options_mut(), hosts, query_time_max);
        let hickory = builder.build().map_err(|error| error.to_string())?;
        Ok(Self { hickory, query_time_max })
    }
}

#[async_trait]
impl Resolver for SystemResolver {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        let name = absolute(host)?;
        match timeout(self.query_time_max, self.hickory.lookup_ip(name)).await {
            Ok(Ok(found)) => Ok(found.iter().collect()),
            Ok(Err(error)) => none_or(error),
            Err(_) => Err(DnsError::Timeout),
        }
    }

    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        let name = absolute(name)?;
        match timeout(self.query_time_max, self.hickory.txt_lookup(name)).await {
            Ok(Ok(found)) => Ok(found.answers().iter().filter_map(|record| text(&record.data)).take(TXT_MAX).collect()),
            Ok(Err(error)) => none_or(error),
            Err(_) => Err(DnsError::Timeout),
        }
    }
}

fn name_server(at: &SocketAddr) -> NameServerConfig {
    let [mut udp, mut tcp] = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
    (udp.port, tcp.port) = (at.port(), at.port());
    NameServerConfig::new(at.ip(), true, vec![udp, tcp])
}

fn configure(options: &mut ResolverOpts, hosts: ResolveHosts, query_time_max: Duration) {
    options.cache_size = 0;
    options.use_hosts_file = hosts;
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.attempts = 2;
    options.timeout = query_time_max / 2;
}

/// The name from the root: the trailing dot keeps the search list out, which could lead to somebody else's host.
fn absolute(name: &str) -> Result<Name, DnsError> {
    let mut name = Name::from_ascii(name).map_err(|_| DnsError::Malformed)?;
    name.set_fqdn(true);
    Ok(name)
}

fn none_or<T>(error: HickoryFailure) -> Result<Vec<T>, DnsError> {
    match error {
        error if error.is_nx_domain() => Err(DnsError::NxDomain),
        error if error.is_no_records_found() => Ok(Vec::new()),
        HickoryFailure::Dns(HickoryError::Nsec { .. }) => Ok(Vec::new()),
        HickoryFailure::Timeout => Err(DnsError::Timeout),
        _ => Err(DnsError::ServFail),
    }
}

fn text(data: &RData) -> Option<String> {
    match data {
        RData::TXT(txt) => Some(txt.txt_data.iter().map(|part| String::from_utf8_lossy(part)).collect()),
        _ => None,
    }
}
