//! Gathering evidence: every address of every name, side by side, within one time limit.

use std::{collections::BTreeSet, future::Future, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use warifu_net::{Net, NetError};
use warifu_pki::DnsName;

use crate::evidence::{AddressSeen, Evidence, HostSeen, Looked, Shown};

/// The port of HTTPS.
const PORT: u16 = 443;

/// Lookups and handshakes at the same time. A customer's server must not take us for an attack.
const SIDE_BY_SIDE_MAX: usize = 16;

/// Time for one address, so that a silent one leaves time for the others behind it.
const ADDRESS_TIME_MAX: Duration = Duration::from_secs(10);

/// Certificates kept of one chain. Sound ones have two to four.
const CHAIN_MAX: usize = 16;

/// Looks at each name of a certificate. Add hosts known to stand under a wildcard as names of their own; a wildcard
/// alone names no host, and none is made up for it.
///
/// What is not done when `time_max` is over counts as `timeout`.
pub async fn gather(net: &Net, names: &[DnsName], time_max: Duration) -> Evidence {
    let (at, by) = (net.now(), Instant::now() + time_max);
    let hosts: BTreeSet<&str> = names.iter().filter_map(|name| host_of(name, names)).collect();
    let resolved = side_by_side(hosts.into_iter().map(|host| {
        let (net, host) = (net.clone(), host.to_owned());
        async move {
            let addresses = timeout_at(by, net.resolve(&host)).await.unwrap_or(Err(NetError::Timeout));
            (host, addresses)
        }
    }))
    .await;
    let doors = resolved.iter().flat_map(|(host, addresses)| {
        addresses.iter().flatten().map(|&ip| (host.clone(), SocketAddr::new(ip, PORT)))
    });
    let seen = side_by_side(doors.map(|(host, address)| {
        let net = net.clone();
        async move {
            let left = by.saturating_duration_since(Instant::now()).min(ADDRESS_TIME_MAX);
            let shown = show(net.tls_probe(address, &host, left).await);
            (host, AddressSeen { address, shown })
        }
    }))
    .await;
    let look = |host: &str| match resolved.iter().find(|(of, _)| of == host) {
        Some((_, Err(error))) => Looked::Unresolved(error.clone().into()),
        _ => Looked::At(seen.iter().filter(|(of, _)| of == host).map(|(_, seen)| seen.clone()).collect()),
    };
    let hosts = names.iter().map(|name| HostSeen {
        name: name.to_string(),
        looked: host_of(name, names).map_or(Looked::Nowhere, look),
    });
    Evidence { at, hosts: hosts.collect() }
}

/// The host to look at for a name. For a wildcard it is a host among the names that the wildcard covers, or else its
/// own bare host if any of the names covers that.
fn host_of<'a>(name: &'a DnsName, names: &'a [DnsName]) -> Option<&'a str> {
    if !name.is_wildcard() {
        return Some(name.as_str());
    }
    let under = names.iter().find(|other| !other.is_wildcard() && name.covers(other.as_str()));
    let bare = || names.iter().any(|other| other.covers(name.host())).then(|| name.host());
    under.map(DnsName::as_str).or_else(bare)
}

fn show(seen: Result<warifu_net::TlsSeen, NetError>) -> Shown {
    match seen {
        Ok(mut seen) => {
            seen.chain.truncate(CHAIN_MAX);
            Shown::Certificate { chain: seen.chain, version: seen.version.to_owned(), alpn: seen.alpn }
        }
        Err(error) => Shown::Failed(error.into()),
    }
}

/// Runs the tasks, so many at a time, and returns their results in the order of the tasks. Dropping it stops them all.
async fn side_by_side<T, F>(tasks: impl Iterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let permits = Arc::new(Semaphore::new(SIDE_BY_SIDE_MAX));
    let mut running = JoinSet::new();
    for (number, task) in tasks.enumerate() {
        let permits = Arc::clone(&permits);
        running.spawn(async move {
            // The semaphore is never closed, so a permit always comes.
            let _permit = permits.acquire().await;
            (number, task.await)
        });
    }
    let mut done = running.join_all().await;
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}
