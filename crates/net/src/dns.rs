//! Asking the name servers.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use async_trait::async_trait;
use hickory_resolver::{
    Resolver as Hickory, TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts},
    net::{DnsError as HickoryError, NetError as HickoryFailure, runtime::TokioRuntimeProvider},
    proto::{
        rr::{Name, RData, Record, RecordType},
        serialize::txt::ParseError,
    },
    system_conf::read_system_conf,
};
use tokio::time::timeout;

use crate::{dnssec::Validator, error::DnsError};

/// Records read from one answer. Names with over a hundred exist nowhere but in attacks.
const RECORDS_MAX: usize = 128;

/// Resolves names. Names are given without a trailing dot and never completed with a search list.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// All A and AAAA addresses of a host; empty when the name exists without any.
    ///
    /// # Errors
    /// [`DnsError`].
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError>;

    /// The same, type by type, with the aliases on the way. A resolver that does not know better tells them apart by
    /// the addresses.
    async fn host(&self, host: &str) -> HostAnswer {
        HostAnswer::by_family(&self.addresses(host).await)
    }

    /// The CAA records at exactly this name, or at what it is an alias of (RFC 8659 section 3); empty when there are
    /// none.
    ///
    /// # Errors
    /// [`DnsError`]; a resolver that cannot ask says [`DnsError::ServFail`].
    async fn caa(&self, _name: &str) -> Result<Vec<Caa>, DnsError> {
        Err(DnsError::ServFail)
    }

    /// What DNSSEC says about the addresses of a name; [`Dnssec::Unknown`] from a resolver that cannot validate.
    async fn dnssec(&self, _name: &str) -> Dnssec {
        Dnssec::Unknown
    }

    /// The TXT records of a name, each with its strings joined (RFC 7208 section 3.3); empty when there are none.
    ///
    /// # Errors
    /// [`DnsError`].
    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError>;
}

/// The addresses of a host by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostAnswer {
    /// IPv4; empty when the name has none.
    pub a: Result<Vec<IpAddr>, DnsError>,
    /// IPv6; empty when the name has none.
    pub aaaa: Result<Vec<IpAddr>, DnsError>,
    /// The names that the host is an alias of, one after the other.
    pub cname: Vec<String>,
}

impl HostAnswer {
    /// Tells addresses apart where the question was for both types together.
    pub fn by_family(found: &Result<Vec<IpAddr>, DnsError>) -> Self {
        let of = |v4: bool| Ok(found.clone()?.into_iter().filter(|ip| ip.is_ipv4() == v4).collect());
        Self { a: of(true), aaaa: of(false), cname: Vec::new() }
    }

    /// Both together: one type that answers is enough.
    ///
    /// # Errors
    /// Why there are none, if neither type gave any and one of them failed.
    pub fn addresses(&self) -> Result<Vec<IpAddr>, DnsError> {
        let all: Vec<IpAddr> = self.a.iter().chain(&self.aaaa).flatten().copied().collect();
        let failure = self.a.as_ref().err().or(self.aaaa.as_ref().err());
        failure.filter(|_| all.is_empty()).map_or(Ok(all), |error| Err(*error))
    }
}

/// One CAA record (RFC 8659 section 4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caa {
    /// The critical flag.
    pub critical: bool,
    /// The tag in lower case.
    pub tag: String,
    /// The value as it stands.
    pub value: String,
}

/// What DNSSEC says about an answer (RFC 4035 section 4.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dnssec {
    /// Signed, and the chain of signatures from the root holds.
    Secure,
    /// Provably not signed.
    Insecure,
    /// Should be signed, but the signatures do not hold.
    Bogus,
    /// Nobody could tell.
    #[default]
    Unknown,
}

/// The resolver of real life: the system's name servers, or given ones.
///
/// Nothing is cached here: a customer who has just placed a record must not wait for our memory of its absence.
#[derive(Clone)]
pub struct SystemResolver {
    hickory: TokioResolver,
    validator: Validator,
    query_time_max: Duration,
}

impl SystemResolver {
    /// Asks `servers`, or those of the operating system if the list is empty. `query_time_max` bounds each lookup with
    /// all its retries. Signatures are checked from the keys of the public root down.
    ///
    /// # Errors
    /// A text for the operator when the system's resolver configuration cannot be read.
    pub fn new(servers: &[SocketAddr], query_time_max: Duration) -> Result<Self, String> {
        let (config, mut options) = if servers.is_empty() {
            read_system_conf().map_err(|error| error.to_string())?
        } else {
            let config = ResolverConfig::from_name_servers(servers.iter().map(name_server).collect());
            (config, ResolverOpts::default())
        };
        // Given servers are asked alone; the hosts file belongs to the system's own configuration.
        if !servers.is_empty() {
            options.use_hosts_file = ResolveHosts::Never;
        }
        options.cache_size = 0;
        options.preserve_intermediates = true;
        options.attempts = 2;
        options.timeout = query_time_max / 2;
        let validator = Validator::new(config.clone(), options.clone(), query_time_max);
        let builder = Hickory::builder_with_config(config, TokioRuntimeProvider::default()).with_options(options);
        Ok(Self { hickory: builder.build().map_err(|error| error.to_string())?, validator, query_time_max })
    }

    /// Checks signatures from these keys down instead: DNSKEY records, one a line as in a zone file, for networks that
    /// have a root of their own.
    ///
    /// # Errors
    /// A text for the operator when a line is not such a record.
    pub fn with_trust_anchors(mut self, keys: &str) -> Result<Self, String> {
        self.validator.trust(keys.parse().map_err(|error: ParseError| error.to_string())?);
        Ok(self)
    }
}

#[async_trait]
impl Resolver for SystemResolver {
    async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, DnsError> {
        self.host(host).await.addresses()
    }

    async fn host(&self, host: &str) -> HostAnswer {
        let (a, aaaa) = tokio::join!(self.answers(host, RecordType::A), self.answers(host, RecordType::AAAA));
        let cname = [&a, &aaaa].into_iter().flatten().map(|records| aliases(host, records)).find(|all| !all.is_empty());
        HostAnswer { a: a.map(|all| ips(&all)), aaaa: aaaa.map(|all| ips(&all)), cname: cname.unwrap_or_default() }
    }

    async fn txt(&self, name: &str) -> Result<Vec<String>, DnsError> {
        Ok(self.answers(name, RecordType::TXT).await?.iter().filter_map(|record| text(&record.data)).collect())
    }

    async fn caa(&self, name: &str) -> Result<Vec<Caa>, DnsError> {
        Ok(self.answers(name, RecordType::CAA).await?.iter().filter_map(|record| caa(&record.data)).collect())
    }

    async fn dnssec(&self, name: &str) -> Dnssec {
        match absolute(name) {
            Ok(name) => self.validator.addresses(name).await,
            Err(_) => Dnssec::Unknown,
        }
    }
}

impl SystemResolver {
    /// The records of an answer, aliases on the way included; empty when the name has none of this type.
    async fn answers(&self, name: &str, kind: RecordType) -> Result<Vec<Record>, DnsError> {
        match timeout(self.query_time_max, self.hickory.lookup(absolute(name)?, kind)).await {
            Ok(Ok(found)) => Ok(found.answers().iter().take(RECORDS_MAX).cloned().collect()),
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

fn ips(records: &[Record]) -> Vec<IpAddr> {
    let ip = |record: &Record| match &record.data {
        RData::A(v4) => Some(IpAddr::V4(v4.0)),
        RData::AAAA(v6) => Some(IpAddr::V6(v6.0)),
        _ => None,
    };
    records.iter().filter_map(ip).collect()
}

/// Follows the CNAME records of an answer from the host on, however they are ordered.
fn aliases(host: &str, records: &[Record]) -> Vec<String> {
    let plain = |name: &Name| name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
    let mut at = host.to_ascii_lowercase();
    let mut all = Vec::new();
    while let Some(next) = records.iter().find_map(|record| match &record.data {
        RData::CNAME(target) if plain(&record.name) == at => Some(plain(&target.0)),
        _ => None,
    }) {
        if all.contains(&next) || all.len() == RECORDS_MAX {
            break;
        }
        all.push(next.clone());
        at = next;
    }
    all
}

fn caa(data: &RData) -> Option<Caa> {
    match data {
        RData::CAA(caa) => Some(Caa {
            critical: caa.issuer_critical,
            tag: caa.tag.to_ascii_lowercase(),
            value: String::from_utf8_lossy(&caa.value).into_owned(),
        }),
        _ => None,
    }
}
