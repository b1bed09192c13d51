//! Gathering evidence: every address of every name, side by side, within one time limit.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

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
    let mut targets: Vec<Target<'_>> = Vec::with_capacity(names.len());
    for target in names.iter().map(|name| target_of(name, names)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let hosts: Vec<String> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Host(host) => Some((*host).to_owned()),
            Target::Nowhere(_) => None,
        })
        .collect();
    let resolved = side_by_side(hosts.into_iter().map(|host| {
        let net = net.clone();
        async move {
            let addresses = timeout_at(by, net.resolve(&host)).await.unwrap_or(Err(NetError::Timeout));
            (host, addresses)
        }
    }))
    .await;
    let doors: Vec<(String, SocketAddr)> = resolved
        .iter()
        .flat_map(|(host, addresses)| addresses.iter().flatten().map(|&ip| (host.clone(), SocketAddr::new(ip, PORT))))
        .collect();
    let seen = side_by_side(doors.into_iter().map(|(host, address)| {
        let net = net.clone();
        async move {
            let left = by.saturating_duration_since(Instant::now()).min(ADDRESS_TIME_MAX);
            let shown = show(net.tls_probe(address, &host, left).await);
            (host, AddressSeen { address, shown })
        }
    }))
    .await;
    let look = |target: &Target<'_>| match *target {
        Target::Nowhere(wildcard) => HostSeen { name: wildcard.to_owned(), looked: Looked::Nowhere },
        Target::Host(host) => {
            let looked = match resolved.iter().find(|(of, _)| of == host) {
                Some((_, Err(error))) => Looked::Unresolved(error.clone().into()),
                _ => Looked::At(seen.iter().filter(|(of, _)| of == host).map(|(_, seen)| seen.clone()).collect()),
            };
            HostSeen { name: host.to_owned(), looked }
        }
    };
    Evidence { at, hosts: targets.iter().map(look).collect() }
}

/// Where to look for a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target<'a> {
    Host(&'a str),
    Nowhere(&'a str),
}

/// A host stands for itself. For a wildcard it is a host among the names that it covers, or else its own bare host if
/// one of the names covers that.
fn target_of<'a>(name: &'a DnsName, names: &'a [DnsName]) -> Target<'a> {
    if !name.is_wildcard() {
        return Target::Host(name.as_str());
    }
    if let Some(under) = names.iter().find(|other| !other.is_wildcard() && name.covers(other.as_str())) {
        return Target::Host(under.as_str());
    }
    let covered = names.iter().any(|other| other.covers(name.host()));
    if covered { Target::Host(name.host()) } else { Target::Nowhere(name.as_str()) }
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
pub(crate) async fn side_by_side<T, F>(tasks: impl Iterator<Item = F>) -> Vec<T>
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
