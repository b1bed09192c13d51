//! Gathering evidence: stages that run side by side as soon as what they need is known.
//!
//! A quick look asks for addresses and shakes hands once with each; a second connection follows only where the first
//! showed nothing. A full look scans while the handshake is still under way, and asks for everything else beside it.

mod address;
mod dns;
mod names;
mod pages;
mod references;
mod scan;
mod status;

use std::{
    collections::BTreeMap,
    future::poll_fn,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::atomic::Ordering,
    task::Poll,
    time::Duration,
};

use tokio::time::{Instant, timeout_at};
use warifu_net::{HostName, Net, NetError, TlsAsk, TlsKept};
use warifu_pki::Certificate;

pub use self::names::gather_names;
pub(crate) use self::names::side_by_side;
use self::{
    address::Look,
    pages::Budget,
    status::{Authorities, Presented},
};
use crate::evidence::{
    AddressSeen, CaaSeen, DnsSeen, Dnssec, Evidence, Failure, HostSeen, IssuerSeen, Looked, PageSeen, Profile,
    Resumption, RevocationSeen, Scan, Shown, Stage, Start, ValidationSeen,
};

/// Addresses of a host looked at. More stand in [`DnsSeen`].
const ADDRESSES_MAX: usize = 8;

/// Addresses scanned. Behind one name they are nearly always set up alike, and a scan is some twenty connections.
const SCANS_MAX: usize = 4;

/// The ports of the web, between which redirects lead.
const HTTPS: u16 = 443;

/// What to look at, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// A name in any form, or an address.
    pub host: String,
    /// The port of the TLS server.
    pub port: u16,
    /// Addresses to look at instead of asking the name servers.
    pub connect_to: Vec<IpAddr>,
    /// The name to send as SNI instead of the host.
    pub sni: Option<String>,
    /// How TLS begins.
    pub start: Start,
    /// How much is asked for.
    pub profile: Profile,
    /// Time for everything together.
    pub time_max: Duration,
    /// Bytes of pages, CRLs and certificates read, for everything together.
    pub bytes_max: usize,
    /// Roots of the operator's own, DER; the issuers above them are not looked for.
    pub roots_der: Vec<Vec<u8>>,
    /// The file name asked for under the validation paths; hard to guess, so that it does not exist.
    pub token: String,
}

impl Plan {
    /// A quick look at HTTPS within the limits for anybody: 10 seconds, 100 KiB.
    pub fn quick(host: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            port: HTTPS,
            connect_to: Vec::new(),
            sni: None,
            start: Start::Tls,
            profile: Profile::Quick,
            time_max: Duration::from_secs(10),
            bytes_max: 100 * 1024,
            roots_der: Vec::new(),
            token: String::new(),
        }
    }

    /// A full look within the same limits.
    pub fn full(host: impl Into<String>, token: impl Into<String>) -> Self {
        Self { profile: Profile::Full, token: token.into(), ..Self::quick(host) }
    }
}

/// Looks at one host. Never fails: what goes wrong is evidence too.
pub async fn gather(net: &Net, plan: &Plan) -> Evidence {
    gather_with(net, plan, |_, _| ()).await
}

/// As [`gather`]; whenever a stage ends, in whatever order, `on_stage` sees the evidence so far. A stage that is made
/// for each address ends several times.
pub async fn gather_with(net: &Net, plan: &Plan, mut on_stage: impl FnMut(Stage, &Evidence)) -> Evidence {
    let (started, by) = (Instant::now(), Instant::now() + plan.time_max);
    let (net, connections) = net.counted();
    let mut look = Gathering::begin(net, plan, by);
    while let Ok(Some(part)) = timeout_at(by, look.running.next()).await {
        let stage = part.stage();
        look.take(part);
        look.host().connections = connections.load(Ordering::Relaxed);
        look.host().took_ms = millis(started.elapsed());
        on_stage(stage, &look.evidence);
    }
    let open: Vec<Stage> = look.open.keys().copied().collect();
    let host = look.host();
    (host.unfinished, host.connections) = (open, connections.load(Ordering::Relaxed));
    host.took_ms = millis(started.elapsed());
    look.evidence
}

/// A result of a stage; those of one address say which by its place in the list.
enum Part {
    Dns(DnsSeen, Result<Vec<IpAddr>, Failure>),
    Caa(Dnssec, CaaSeen),
    Handshake(usize, Box<AddressSeen>, Option<Box<(Look, TlsKept)>>),
    WithoutSni(usize, Shown),
    Resumption(usize, Option<Resumption>),
    Scan(usize, Box<Scan>),
    Pages(Box<[PageSeen; 2]>),
    Validation(Vec<ValidationSeen>),
    Issuers(Vec<IssuerSeen>),
    Revocation(Vec<RevocationSeen>),
}

impl Part {
    const fn stage(&self) -> Stage {
        match self {
            Self::Dns(..) => Stage::Dns,
            Self::Caa(..) => Stage::Caa,
            Self::Handshake(..) => Stage::Handshake,
            Self::WithoutSni(..) => Stage::WithoutSni,
            Self::Resumption(..) => Stage::Resumption,
            Self::Scan(..) => Stage::Scan,
            Self::Pages(..) => Stage::Pages,
            Self::Validation(..) => Stage::Validation,
            Self::Issuers(..) => Stage::Issuers,
            Self::Revocation(..) => Stage::Revocation,
        }
    }
}

/// A look under way.
struct Gathering<'a> {
    net: Net,
    plan: &'a Plan,
    by: Instant,
    /// Has exactly one host.
    evidence: Evidence,
    running: Running,
    /// How many tasks of a stage are running.
    open: BTreeMap<Stage, usize>,
    budget: Budget,
}

impl<'a> Gathering<'a> {
    fn begin(net: Net, plan: &'a Plan, by: Instant) -> Self {
        let host = HostSeen {
            port: plan.port,
            sni: plan.sni.clone(),
            start: plan.start,
            profile: plan.profile,
            looked: Looked::Unresolved(timeout()),
            ..HostSeen::default()
        };
        let mut look = Self {
            evidence: Evidence { at: net.now(), hosts: vec![host] },
            budget: Budget::new(plan.bytes_max),
            running: Running::default(),
            open: BTreeMap::new(),
            net,
            plan,
            by,
        };
        let name = HostName::parse(&plan.host);
        look.host().name = match &name {
            Ok(HostName::Name(name)) => name.clone(),
            Ok(HostName::Address(ip)) => ip.to_string(),
            Err(_) => plan.host.clone(),
        };
        match name {
            Err(error) => look.host().looked = Looked::Unresolved(NetError::from(error).into()),
            Ok(_) if !plan.connect_to.is_empty() => look.look_at(plan.connect_to.clone()),
            Ok(HostName::Address(ip)) => look.look_at(vec![ip]),
            Ok(HostName::Name(name)) => {
                look.spawn(Stage::Dns, dns::addresses(look.net.clone(), name.clone()));
                if plan.profile == Profile::Full {
                    look.spawn(Stage::Caa, dns::policies(look.net.clone(), name));
                }
            }
        }
        look
    }

    fn host(&mut self) -> &mut HostSeen {
        &mut self.evidence.hosts[0]
    }

    fn spawn(&mut self, stage: Stage, task: impl Future<Output = Part> + Send + 'static) {
        *self.open.entry(stage).or_default() += 1;
        self.running.0.push(Box::pin(task));
    }

    fn take(&mut self, part: Part) {
        let stage = part.stage();
        let left = self.open.remove(&stage).unwrap_or_default().saturating_sub(1);
        if left > 0 {
            self.open.insert(stage, left);
        }
        match part {
            Part::Dns(DnsSeen { a, aaaa, cname, .. }, found) => {
                let dns = self.host().dns.get_or_insert_default();
                (dns.a, dns.aaaa, dns.cname) = (a, aaaa, cname);
                match found {
                    Ok(addresses) => self.look_at(addresses),
                    Err(failure) => self.host().looked = Looked::Unresolved(failure),
                }
            }
            Part::Caa(dnssec, caa) => {
                let dns = self.host().dns.get_or_insert_default();
                (dns.dnssec, dns.caa) = (dnssec, Some(caa));
            }
            Part::Handshake(at, seen, kept) => {
                let AddressSeen { connect_ms, shown, greeting, legacy, .. } = *seen;
                self.note(at, |at| {
                    (at.connect_ms, at.shown, at.greeting, at.legacy) = (connect_ms, shown, greeting, legacy);
                });
                if let Some((look, kept)) = kept.map(|both| *both) {
                    let task = async move { Part::Resumption(at, look.resumption(kept).await) };
                    self.spawn(Stage::Resumption, task);
                }
                // Every chain is known.
                if left == 0 && self.plan.profile == Profile::Full {
                    let task = status::issuers(self.authorities(), self.presented());
                    self.spawn(Stage::Issuers, task);
                } else if left == 0 {
                    self.host().revocation = status::stapled(&self.presented(), &[]);
                }
            }
            Part::WithoutSni(at, shown) => self.note(at, |at| at.without_sni = Some(shown)),
            Part::Resumption(at, resumption) => self.note(at, |at| at.resumption = resumption),
            Part::Scan(at, scan) => self.note(at, |at| at.scan = Some(*scan)),
            Part::Pages(pages) => {
                let [http, https] = *pages;
                let seen = self.host().http.get_or_insert_default();
                (seen.http, seen.https) = (Some(http), Some(https));
            }
            Part::Validation(validation) => self.host().http.get_or_insert_default().validation = validation,
            Part::Issuers(issuers) => {
                let fetched = issuers.iter().filter_map(|issuer| issuer.der.clone()).collect();
                let task = status::revocation(self.authorities(), self.presented(), fetched);
                self.spawn(Stage::Revocation, task);
                self.host().issuers = issuers;
            }
            Part::Revocation(revocation) => self.host().revocation = revocation,
        }
    }

    fn note(&mut self, at: usize, what: impl FnOnce(&mut AddressSeen)) {
        if let Looked::At(all) = &mut self.host().looked
            && let Some(seen) = all.get_mut(at)
        {
            what(seen);
        }
    }

    /// Starts what can be done once the addresses are known.
    fn look_at(&mut self, mut addresses: Vec<IpAddr>) {
        addresses.truncate(ADDRESSES_MAX);
        let (plan, port) = (self.plan, self.plan.port);
        let doors: Vec<SocketAddr> = addresses.iter().map(|ip| SocketAddr::new(*ip, port)).collect();
        let unseen = |address: &SocketAddr| AddressSeen::new(*address, Shown::Failed(timeout()));
        self.host().looked = Looked::At(doors.iter().map(unseen).collect());
        let name = self.host().name.clone();
        let sni = plan.sni.clone().or_else(|| name.parse::<IpAddr>().is_err().then(|| name.clone()));
        for (at, address) in doors.into_iter().enumerate() {
            let look = Look {
                net: self.net.clone(),
                ask: TlsAsk { address, sni: sni.clone(), start: plan.start.into() },
                by: self.by,
            };
            let in_full = plan.profile == Profile::Full && at < SCANS_MAX;
            self.spawn(Stage::Handshake, {
                let look = look.clone();
                async move {
                    if !in_full {
                        return Part::Handshake(at, Box::new(look.handshake().await), None);
                    }
                    let (seen, kept) = look.handshake_kept().await;
                    Part::Handshake(at, Box::new(seen), kept.map(|kept| Box::new((look, kept))))
                }
            });
            if in_full {
                if sni.is_some() {
                    let look = look.without_sni();
                    self.spawn(Stage::WithoutSni, async move { Part::WithoutSni(at, look.shown().await) });
                }
                self.spawn(Stage::Scan, async move { Part::Scan(at, Box::new(scan::scan(look).await)) });
            }
        }
        if plan.profile == Profile::Full && plan.start == Start::Tls && port == HTTPS && !addresses.is_empty() {
            let net = self.net.with_addresses(&name, addresses);
            let web = pages::Web::new(net, &name, self.budget.clone(), self.by);
            self.spawn(Stage::Pages, pages::front(web.clone()));
            self.spawn(Stage::Validation, pages::validation(web, plan.token.clone()));
        }
    }

    fn authorities(&self) -> Authorities {
        let roots = self.plan.roots_der.iter().filter_map(|der| Certificate::from_der(der.clone()).ok()).collect();
        Authorities { net: self.net.clone(), budget: self.budget.clone(), by: self.by, roots }
    }

    /// Each different chain that was presented, with what was stapled to it.
    fn presented(&self) -> Vec<Presented> {
        let Looked::At(all) = &self.evidence.hosts[0].looked else { return Vec::new() };
        let mut presented: Vec<Presented> = Vec::new();
        for handshake in all.iter().filter_map(|at| at.shown.handshake()) {
            if !presented.iter().any(|known| known.chain == handshake.chain) {
                presented.push(Presented { chain: handshake.chain.clone(), ocsp: handshake.ocsp.clone() });
            }
        }
        presented
    }
}

/// The tasks of one look, all polled by whoever waits for it: a quick look is two or three tasks in a row, and handing
/// each to another thread and back would cost more than it does. A few dozen at most.
#[derive(Default)]
struct Running(Vec<Pin<Box<dyn Future<Output = Part> + Send>>>);

impl Running {
    /// The next result; `None` when nothing is running.
    async fn next(&mut self) -> Option<Part> {
        poll_fn(|cx| {
            let ready = self.0.iter_mut().enumerate().find_map(|(at, task)| match task.as_mut().poll(cx) {
                Poll::Ready(part) => Some((at, part)),
                Poll::Pending => None,
            });
            match ready {
                Some((at, part)) => {
                    drop(self.0.swap_remove(at));
                    Poll::Ready(Some(part))
                }
                None if self.0.is_empty() => Poll::Ready(None),
                None => Poll::Pending,
            }
        })
        .await
    }
}

fn timeout() -> Failure {
    NetError::Timeout.into()
}

/// Milliseconds, as evidence keeps them.
fn millis(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
