//! What a server accepts: versions, suites, groups, by hellos of our own, side by side where one does not need another.
//!
//! A hello with everything shows the server's choice; the same without that choice shows the next one, until it refuses.
//! That costs one connection for each suite and one more, and gives the server's own order. Versions, and groups within
//! their buckets, are asked side by side. One hello for TLS 1.1 stands for all older versions: who speaks any of them
//! answers with it.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::Semaphore,
    time::{Instant, timeout_at},
};
use warifu_net::Stream;
use warifu_pki::{Certificate, KeyKind, Sha256};

use super::{address::Look, side_by_side};
use crate::{
    evidence::{Preference, Scan, Version, VersionSeen},
    hello::{
        Compression, FALLBACK_SCSV, Flight, GROUP_BUCKETS, GROUP_BUCKETS_13, Hello, Parser, Reply, SUITES, SUITES_13,
        Want, group_name, suite_name,
    },
};

/// Connections of one scan. A server that takes every suite in every version needs some 300.
const CONNECTIONS_MAX: u32 = 400;

/// Hellos to one address at the same time. A customer's server must not take us for an attack.
const SIDE_BY_SIDE_MAX: usize = 12;

/// Time for one hello with its answer.
const HELLO_TIME_MAX: Duration = Duration::from_secs(3);

/// Time for a connection that is opened ahead: the answer that came in the meantime waits for it.
const AHEAD_TIME_MAX: Duration = Duration::from_secs(1);

/// A bucket of groups of this size holds groups of which a server seldom has more than one.
const UNLIKELY_FROM: usize = 6;

/// The alert `inappropriate_fallback` (RFC 7507).
const INAPPROPRIATE_FALLBACK: u8 = 86;

/// Scans one address. What the time cuts off is marked.
pub(super) async fn scan(look: Look) -> Scan {
    // The scan tells what it has a little before everything ends.
    let by = look.by - look.by.saturating_duration_since(Instant::now()) / 20;
    let scanner = Arc::new(Scanner::new(Look { by, ..look }));
    let firsts = scanner.versions().await;
    let suites = side_by_side(firsts.iter().map(|(version, flight)| {
        let (scanner, version, first) = (Arc::clone(&scanner), *version, flight.suite);
        async move { scanner.suites(version, first).await }
    }));
    let groups = async {
        let first = firsts.get(&Version::Tls13)?.group?;
        Some(scanner.groups(&Offer { version: Version::Tls13, suites: codes(SUITES_13), curve: None }, first).await)
    };
    let (suites, groups, fallback) = tokio::join!(suites, groups, scanner.fallback(&firsts));
    // The hello that shows whose order of suites counts has the groups the other way round as well.
    let turned = firsts.keys().zip(&suites).find(|(version, _)| **version == Version::Tls13);
    let turned = turned.and_then(|(_, suites)| suites.group_reversed);
    let mut scan = Scan { fallback_scsv: fallback, ..Scan::default() };
    // What belongs to the older versions is asked of the newest of them.
    let classic = firsts.iter().zip(&suites).rev().find(|((version, _), _)| **version < Version::Tls13);
    let mut found = groups.map(|groups| (preference(&groups, turned), groups));
    if let Some(((version, flight), suites)) = classic {
        let answers = |extension: u16| Some(flight.extensions.contains(&extension));
        (scan.renegotiation_info, scan.extended_master_secret) = (answers(0xff01), answers(23));
        (scan.session_ticket, scan.heartbeat) = (answers(35), answers(15));
        (scan.compression, scan.scts) = (Some(flight.compression != 0), Some(flight.scts));
        if found.is_none() {
            found = scanner.classic_groups(*version, of_kind(&suites.found, "TLS_ECDH")).await;
        }
        scan.dh_bits = scanner.dh_bits(*version, of_kind(&suites.found, "TLS_DH")).await;
    }
    if let Some((preference, groups)) = found {
        (scan.groups, scan.groups_preference) = (groups.into_iter().map(group_name).collect(), preference);
    }
    let seen = |(version, Suites { found, preference, .. }): (&Version, Suites)| VersionSeen {
        version: *version,
        suites: found.into_iter().map(suite_name).collect(),
        preference,
    };
    scan.versions = firsts.keys().zip(suites).map(seen).collect();
    scan.connections = scanner.connections.load(Ordering::Relaxed);
    scan.cut_off = scanner.cut_off.load(Ordering::Relaxed);
    scan
}

/// Sends hellos to one address and counts them.
pub(super) struct Scanner {
    look: Look,
    gate: Semaphore,
    connections: AtomicU32,
    cut_off: AtomicBool,
}

impl Scanner {
    pub(super) fn new(look: Look) -> Self {
        let gate = Semaphore::new(SIDE_BY_SIDE_MAX);
        Self { look, gate, connections: AtomicU32::new(0), cut_off: AtomicBool::new(false) }
    }

    /// The answer to everything that a client of this version may offer; `None` if there was none, or only a refusal.
    pub(super) async fn first(&self, version: Version, want: Want) -> Option<Flight> {
        let suites = if version == Version::Tls13 { SUITES_13 } else { SUITES };
        self.choose(version, &codes(suites), &every_group(version), want).await
    }

    /// The versions accepted, each with the answer to everything.
    async fn versions(&self) -> BTreeMap<Version, Flight> {
        let (newest, newer, mut old) = tokio::join!(
            self.first(Version::Tls13, Want::Hello),
            self.first(Version::Tls12, Want::Hello),
            self.down_from(Version::Tls11)
        );
        if newest.is_none() && newer.is_none() && old.is_empty() {
            // Some servers refuse a hello for a version that they do not know instead of naming the one they do.
            old = self.down_from(Version::Tls10).await;
            if old.is_empty() {
                old = self.down_from(Version::Ssl3).await;
            }
        }
        let all = newest.into_iter().chain(newer).chain(old);
        all.filter_map(|flight| Some((flight.version?, flight))).collect()
    }

    /// The answers in this version and all older ones. Each names the newest version up to the one asked for.
    async fn down_from(&self, version: Version) -> Vec<Flight> {
        let (mut all, mut next) = (Vec::new(), Some(version));
        while let Some(version) = next {
            let Some(flight) = self.first(version, Want::Hello).await else { break };
            let Some(spoken) = flight.version.filter(|spoken| *spoken <= version) else { break };
            next = Version::ALL.into_iter().rev().find(|older| *older < spoken);
            all.push(flight);
        }
        all
    }

    /// The suites of a version in the order of choice.
    async fn suites(&self, version: Version, first: u16) -> Suites {
        let all = codes(if version == Version::Tls13 { SUITES_13 } else { SUITES });
        let groups = every_group(version);
        let reversed = |codes: &[u16]| codes.iter().rev().copied().collect::<Vec<u16>>();
        let eliminate = async {
            let (mut left, mut found, mut line) = (all.clone(), vec![first], Line::default());
            left.retain(|suite| *suite != first);
            while !left.is_empty() {
                let flight = self.choose_on(&mut line, version, &left, &groups, Want::Hello).await;
                let Some(flight) = flight.filter(|flight| flight.version == Some(version)) else { break };
                found.push(flight.suite);
                left.retain(|suite| *suite != flight.suite);
            }
            found
        };
        let (suites_reversed, groups_reversed) = (reversed(&all), reversed(&groups));
        let again = self.choose(version, &suites_reversed, &groups_reversed, Want::Hello);
        let (found, again) = tokio::join!(eliminate, again);
        let preference = preference(&found, again.as_ref().map(|flight| flight.suite));
        Suites { found, preference, group_reversed: again.and_then(|flight| flight.group) }
    }

    /// The groups of a version, the server's choice first, the others in the order of the table.
    async fn groups(self: &Arc<Self>, offer: &Offer, first: u16) -> Vec<u16> {
        let found = side_by_side(buckets(offer.version).iter().map(|bucket| {
            let (scanner, offer, bucket) = (Arc::clone(self), offer.clone(), codes(bucket));
            async move { scanner.bucket(&offer, bucket, first).await }
        }));
        let mut found: Vec<u16> = found.await.into_iter().flatten().collect();
        found.sort_by_key(|group| *group != first);
        found
    }

    /// Groups up to TLS 1.2 show in the server's key exchange.
    async fn classic_groups(self: &Arc<Self>, version: Version, suites: Vec<u16>) -> Option<(Preference, Vec<u16>)> {
        if suites.is_empty() {
            return None;
        }
        let flight = self.choose(version, &suites, &every_group(version), Want::KeyExchange).await?;
        let curve = flight.chain.into_iter().next().and_then(curve_of);
        let (offer, first) = (Offer { version, suites, curve }, flight.group?);
        let reversed: Vec<u16> = every_group(version).into_iter().rev().collect();
        let (found, again) = tokio::join!(self.groups(&offer, first), self.group(&offer, &reversed));
        Some((preference(&found, again), found))
    }

    /// Which groups of a bucket are accepted; `first` is known to be.
    async fn bucket(self: &Arc<Self>, offer: &Offer, bucket: Vec<u16>, first: u16) -> Vec<u16> {
        let mut found: Vec<u16> = bucket.iter().copied().filter(|group| *group == first).collect();
        let mut left: Vec<u16> = bucket.iter().copied().filter(|group| *group != first).collect();
        // One hello for all of them, until one is known to be accepted: then the others are likely, and asked side by
        // side. In a large bucket they are not.
        while !left.is_empty() && (found.is_empty() || bucket.len() >= UNLIKELY_FROM) {
            let Some(group) = self.group(offer, &left).await else { return found };
            found.push(group);
            left.retain(|one| *one != group);
        }
        let others = side_by_side(left.into_iter().map(|group| {
            let (scanner, offer) = (Arc::clone(self), offer.clone());
            async move { scanner.group(&offer, &[group]).await }
        }));
        found.extend(others.await.into_iter().flatten());
        bucket.into_iter().filter(|group| found.contains(group)).collect()
    }

    /// The group chosen among these.
    async fn group(&self, offer: &Offer, groups: &[u16]) -> Option<u16> {
        let offered: Vec<u16> = groups.iter().copied().chain(offer.curve.filter(|own| !groups.contains(own))).collect();
        let flight = self.choose(offer.version, &offer.suites, &offered, Want::KeyExchange).await?;
        flight.group.filter(|group| groups.contains(group) && flight.version == Some(offer.version))
    }

    /// Whether a hello that says to be a fallback is refused.
    async fn fallback(&self, firsts: &BTreeMap<Version, Flight>) -> Option<bool> {
        let newest = firsts.keys().next_back()?;
        let version = *firsts.keys().rev().find(|version| *version < newest)?;
        let mut suites = codes(SUITES);
        suites.push(FALLBACK_SCSV);
        match self.send(version, &suites, &every_group(version), Want::Hello).await? {
            Reply::Chosen(_) => Some(false),
            Reply::Alert(INAPPROPRIATE_FALLBACK) => Some(true),
            _ => None,
        }
    }

    /// The smallest prime used; export suites have one of their own.
    async fn dh_bits(&self, version: Version, dhe: Vec<u16>) -> Option<u32> {
        let (export, usual): (Vec<u16>, Vec<u16>) =
            dhe.into_iter().partition(|suite| suite_name(*suite).contains("EXPORT"));
        let mut smallest = None;
        for suites in [export, usual].iter().filter(|suites| !suites.is_empty()) {
            let flight = self.choose(version, suites, &every_group(version), Want::KeyExchange).await;
            let bits = flight.and_then(|flight| flight.dh_bits);
            smallest = smallest.into_iter().chain(bits).min();
        }
        smallest
    }

    /// What the server chooses among these; `None` if it refuses.
    async fn choose(&self, version: Version, suites: &[u16], groups: &[u16], want: Want) -> Option<Flight> {
        let reply = self.send(version, suites, groups, want).await;
        self.chosen(reply, suites)
    }

    /// The same, as one of a row of hellos.
    async fn choose_on(
        &self,
        line: &mut Line,
        version: Version,
        suites: &[u16],
        groups: &[u16],
        want: Want,
    ) -> Option<Flight> {
        let reply = self.within(self.converse(self.hello(version, suites, groups), want, Some(line))).await;
        self.chosen(reply, suites)
    }

    fn chosen(&self, reply: Option<Reply>, suites: &[u16]) -> Option<Flight> {
        match reply? {
            Reply::Chosen(flight) if suites.contains(&flight.suite) => Some(*flight),
            // It chose what was not offered: nothing that it says can be built upon.
            Reply::Chosen(_) => self.give_up(),
            _ => None,
        }
    }

    /// One hello, one connection. `None` if there was no answer in time, or no connection.
    async fn send(&self, version: Version, suites: &[u16], groups: &[u16], want: Want) -> Option<Reply> {
        self.within(self.converse(self.hello(version, suites, groups), want, None)).await
    }

    fn hello(&self, version: Version, suites: &[u16], groups: &[u16]) -> Vec<u8> {
        let compression = if version < Version::Tls13 { Compression::Offer } else { Compression::Never };
        let number = self.connections.load(Ordering::Relaxed);
        let random = Sha256::of(format!("{} {number}", self.look.ask.address).as_bytes()).0;
        let sni = self.look.ask.sni.as_deref().filter(|host| host.parse::<IpAddr>().is_err());
        Hello { version, suites, groups, sni, compression, random }.to_bytes()
    }

    /// Waits for a place among the hellos side by side, and for the answer.
    async fn within(&self, conversation: impl Future<Output = Option<Reply>>) -> Option<Reply> {
        // The gate is never closed, so a permit always comes.
        let _permit = self.gate.acquire().await;
        let by = self.look.by.min(Instant::now() + HELLO_TIME_MAX);
        match timeout_at(by, conversation).await {
            Ok(Some(reply)) => Some(reply),
            Ok(None) | Err(_) => self.give_up(),
        }
    }

    /// Says hello and reads the answer. On a line the connection of the next hello is opened in the meantime, never
    /// before this one's: a server that takes one at a time would wait for the wrong one.
    async fn converse(&self, hello: Vec<u8>, want: Want, mut line: Option<&mut Line>) -> Option<Reply> {
        let ahead = line.as_mut().and_then(|line| line.ahead.take());
        let mut stream = match ahead {
            Some(stream) => stream,
            None => self.open(HELLO_TIME_MAX).await?,
        };
        // A server that refuses early may have closed its side; what it said can still be read.
        let _ = stream.write_all(&hello).await;
        let _ = stream.flush().await;
        match line {
            None => Some(read(stream, want).await),
            Some(line) => {
                let (reply, next) = tokio::join!(read(stream, want), self.open(AHEAD_TIME_MAX));
                line.ahead = next;
                Some(reply)
            }
        }
    }

    async fn open(&self, time_max: Duration) -> Option<Stream> {
        if self.connections.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS_MAX {
            self.connections.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let by = self.look.by.min(Instant::now() + time_max);
        let stream = self.look.net.dial(self.look.ask.address, by).await.ok()?;
        self.look.ask.start.begin(stream, by).await.ok()
    }

    fn give_up<T>(&self) -> Option<T> {
        self.cut_off.store(true, Ordering::Relaxed);
        None
    }
}

/// The suites of a version in the order of choice.
struct Suites {
    found: Vec<u16>,
    preference: Preference,
    /// The group chosen when suites and groups are offered the other way round; up to TLS 1.2 a hello does not show it.
    group_reversed: Option<u16>,
}

/// What the hellos that look for groups have in common.
#[derive(Clone)]
struct Offer {
    version: Version,
    suites: Vec<u16>,
    /// The curve of the certificate's own key. Up to TLS 1.2 a client that does not name it must not be shown that
    /// certificate (RFC 8422 section 5.1), so it stands at the end of every hello. A server with an order of its own that
    /// prefers this curve then hides the others.
    curve: Option<u16>,
}

fn curve_of(leaf: Vec<u8>) -> Option<u16> {
    match Certificate::from_der(leaf).ok()?.key() {
        KeyKind::EcP256 => Some(0x0017),
        KeyKind::EcP384 => Some(0x0018),
        KeyKind::EcP521 => Some(0x0019),
        _ => None,
    }
}

/// A row of hellos one after the other, with the connection of the next one.
#[derive(Default)]
struct Line {
    ahead: Option<Stream>,
}

async fn read(mut stream: Stream, want: Want) -> Reply {
    let (mut parser, mut chunk) = (Parser::new(want), [0; 4096]);
    loop {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return parser.end(),
            Ok(read) => {
                if let Some(reply) = parser.push(chunk.get(..read).unwrap_or_default()) {
                    return reply;
                }
            }
        }
    }
}

/// Offered the other way round, the server either keeps to its own choice or takes what is now the first.
fn preference(found: &[u16], reversed: Option<u16>) -> Preference {
    match found {
        [first, .., last] if first != last => match reversed {
            Some(chosen) if chosen == *first => Preference::Server,
            Some(chosen) if chosen == *last => Preference::Client,
            _ => Preference::Unknown,
        },
        _ => Preference::Unknown,
    }
}

const fn buckets(version: Version) -> &'static [&'static [(u16, &'static str)]] {
    match version {
        Version::Tls13 => GROUP_BUCKETS_13,
        _ => GROUP_BUCKETS,
    }
}

fn every_group(version: Version) -> Vec<u16> {
    buckets(version).iter().flat_map(|bucket| codes(bucket)).collect()
}

fn codes(table: &[(u16, &str)]) -> Vec<u16> {
    table.iter().map(|row| row.0).collect()
}

/// The suites whose key exchange has a server's part: `TLS_ECDH…` or `TLS_DH…`, ephemeral or anonymous.
fn of_kind(suites: &[u16], kind: &str) -> Vec<u16> {
    let is = |suite: &&u16| {
        let name = suite_name(**suite);
        let rest = name.strip_prefix(kind).unwrap_or_default();
        rest.starts_with("E_") || rest.starts_with("_anon_")
    };
    suites.iter().filter(is).copied().collect()
}
