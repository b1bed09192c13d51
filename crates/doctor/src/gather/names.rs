//! A look at all names of a certificate: every address of every name, side by side, within one time limit.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::Semaphore,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use warifu_net::{DnsError, Net, NetError, Start, TlsAsk};
use warifu_pki::DnsName;

use super::address::Look;
use crate::evidence::{AddressSeen, Evidence, HostSeen, Looked, Shown};

/// The port of HTTPS.
const PORT: u16 = 443;

/// Lookups and handshakes at the same time. A customer's server must not take us for an attack.
const SIDE_BY_SIDE_MAX: usize = 16;

/// Time for one address, so that a silent one leaves time for the others behind it.
const ADDRESS_TIME_MAX: Duration = Duration::from_secs(10);

/// Looks at each name of a certificate. Add hosts known to stand under a wildcard as names of their own; a wildcard
/// alone names no host, and none is made up for it.
///
/// What is not done when `time_max` is over counts as timed out.
pub async fn gather_names(net: &Net, names: &[DnsName], time_max: Duration) -> Evidence {
    let (at, by) = (net.now(), Instant::now() + time_max);
    let found = side_by_side(targets(names).into_iter().map(|target| find(net.clone(), target, by))).await;
    let doors: Vec<(String, IpAddr)> =
        found.iter().flat_map(|(name, found)| found.iter().flatten().map(|address| (name.clone(), *address))).collect();
    let mut seen = side_by_side(doors.into_iter().map(|(host, ip)| look(net.clone(), host, ip, by))).await.into_iter();
    // Both lists are in the order of the hosts, so each host takes the next of what was seen.
    let hosts = found.into_iter().map(|(name, found)| HostSeen {
        name,
        looked: found.map_or_else(|why| why, |addresses| Looked::At(seen.by_ref().take(addresses.len()).collect())),
        ..HostSeen::default()
    });
    Evidence { at, hosts: hosts.collect() }
}

/// Where to look for a name.
#[derive(Clone, PartialEq, Eq)]
enum Target {
    Host(String),
    Nowhere(String),
}

/// Each place once, in the order of the names.
fn targets(names: &[DnsName]) -> Vec<Target> {
    let mut targets = Vec::with_capacity(names.len());
    for target in names.iter().map(|name| target(name, names)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

/// A host stands for itself. For a wildcard it is a host among the names that it covers, or else its own bare host if
/// one of the names covers that.
fn target(name: &DnsName, names: &[DnsName]) -> Target {
    let under = |other: &&DnsName| !other.is_wildcard() && name.covers(other.as_str());
    match names.iter().find(under) {
        _ if !name.is_wildcard() => Target::Host(name.to_string()),
        Some(under) => Target::Host(under.to_string()),
        None if names.iter().any(|other| other.covers(name.host())) => Target::Host(name.host().to_owned()),
        None => Target::Nowhere(name.to_string()),
    }
}

/// The addresses of a target, or what there is to say instead.
async fn find(net: Net, target: Target, by: Instant) -> (String, Result<Vec<IpAddr>, Looked>) {
    match target {
        Target::Nowhere(wildcard) => (wildcard, Err(Looked::Nowhere)),
        Target::Host(host) => {
            let found = timeout_at(by, net.resolve(&host)).await.unwrap_or(Err(DnsError::Timeout.into()));
            (host, found.map_err(|error| Looked::Unresolved(error.into())))
        }
    }
}

async fn look(net: Net, host: String, ip: IpAddr, by: Instant) -> AddressSeen {
    let address = SocketAddr::new(ip, PORT);
    let ask = TlsAsk { address, sni: Some(host), start: Start::Tls };
    let by = by.min(Instant::now() + ADDRESS_TIME_MAX);
    let mut seen = Look { net, ask, by }.handshake().await;
    // A certificate without its key may be anybody's copy: it must never count as served.
    if seen.shown.handshake().is_some_and(|handshake| handshake.unproven) {
        seen.shown = Shown::Failed(NetError::TlsUntrusted { why: "invalid" }.into());
    }
    seen
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
