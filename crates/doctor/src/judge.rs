//! From evidence to verdicts: topic by topic in the order in which a visitor meets them. What stops a visitor stops the
//! look too, so that a fault is told once, as what it is, and not again as everything that follows from it.

use warifu_pki::{Finding, Intermediates, Roots, Severity, Standards};

use crate::{
    checks::{CHECKS, Check, Effect},
    compat::{self, ClientVerdict, Clients},
    evidence::{Evidence, HostSeen, Looked, Stage},
    server::ServerKind,
    view::{Stop, View},
};

/// What a judgement needs besides evidence: nothing here is asked of the world.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The present, seconds since 1970-01-01 UTC.
    pub now: i64,
    /// What an order says should be in use.
    pub order: Option<Expected<'a>>,
    /// The roots that browsers trust. Without them and [`own_roots`](Self::own_roots) trust is not judged.
    pub roots: Option<&'a Roots>,
    /// The public CAs' intermediates, by which a missing one is named without fetching it.
    pub intermediates: &'a Intermediates,
    /// Roots that count besides: a private CA's.
    pub own_roots: Option<&'a Roots>,
    /// The dated certificate rules. Without them what they ask of a leaf is not judged.
    pub standards: Option<&'a Standards>,
    /// The table of clients. Without it compatibility is not judged.
    pub clients: Option<&'a Clients>,
    /// The CAA issuer domain names of the CA of the order or product; empty when no CA is chosen.
    pub ca_domains: &'a [&'a str],
}

/// What should be in use.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The newest leaf, DER.
    pub leaf_der: &'a [u8],
    /// The intermediates delivered with it, DER.
    pub intermediates_der: &'a [Vec<u8>],
    /// Leaves of earlier issuances of the same order, DER.
    pub previous_der: &'a [Vec<u8>],
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Name by name, as in the evidence.
    pub hosts: Vec<HostReport>,
}

impl Report {
    /// Every finding of every host.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.hosts.iter().flat_map(|host| &host.findings)
    }
}

/// The answer about one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostReport {
    /// The name, as in the evidence.
    pub name: String,
    /// One verdict per topic, in order; topics that do not apply are absent.
    pub topics: Vec<(Topic, Outcome)>,
    /// What was found, in the order of the topics.
    pub findings: Vec<Finding>,
    /// What the clients of the table make of the first address that shows a certificate.
    pub clients: Vec<ClientVerdict>,
    /// The server as far as it shows itself.
    pub server: Option<ServerKind>,
}

/// What is judged together and has one verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Does the name lead to addresses?
    Dns,
    /// Does an address accept connections?
    Tcp,
    /// Is it a TLS server that listens there?
    Service,
    /// Does a handshake succeed, and is what it offers sound?
    Tls,
    /// Is it the certificate of the order?
    Order,
    /// Does the chain lead to a trusted root?
    Chain,
    /// Is the certificate good for this name today?
    Certificate,
    /// Do pages come, encrypted as a whole?
    Http,
    /// Could a CA fetch a file and read CAA?
    Validation,
    /// Do all addresses show the same?
    Addresses,
    /// Do the clients of the table accept it?
    Clients,
}

impl Topic {
    /// Every topic, in the order of judgement.
    pub const ALL: [Self; 11] = [
        Self::Dns,
        Self::Tcp,
        Self::Service,
        Self::Tls,
        Self::Order,
        Self::Chain,
        Self::Certificate,
        Self::Http,
        Self::Validation,
        Self::Addresses,
        Self::Clients,
    ];

    /// The word in the JSON contract and in the locales' ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Service => "service",
            Self::Tls => "tls",
            Self::Order => "order",
            Self::Chain => "chain",
            Self::Certificate => "certificate",
            Self::Http => "http",
            Self::Validation => "validation",
            Self::Addresses => "addresses",
            Self::Clients => "clients",
        }
    }

    /// Whether it is judged address by address.
    const fn is_of_addresses(self) -> bool {
        !matches!(self, Self::Dns | Self::Http | Self::Validation | Self::Addresses)
    }
}

/// The verdict on a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing is wrong.
    Ok,
    /// An error or a warning was found.
    Problem,
    /// Something before it stopped the look.
    NotReached,
    /// It was not looked at, or the time was over.
    NotLooked,
}

impl Outcome {
    /// The word in the JSON contract and in the locales' ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Problem => "problem",
            Self::NotReached => "not_reached",
            Self::NotLooked => "not_looked",
        }
    }
}

/// Judges evidence. The same evidence and context give the same report at any later time.
pub fn judge(evidence: &Evidence, context: &Context<'_>) -> Report {
    Report { hosts: evidence.hosts.iter().map(|host| judge_host(host, context)).collect() }
}

fn judge_host(host: &HostSeen, context: &Context<'_>) -> HostReport {
    let server = ServerKind::of(host);
    let whole = View::of_host(host, context);
    let mut ways: Vec<Way<'_>> = host.addresses().iter().map(|at| Way::new(View::of(host, at, context))).collect();
    let mut report = HostReport { name: host.name.clone(), server, ..HostReport::default() };
    for topic in Topic::ALL {
        if !applies(topic, context, ways.len()) {
            continue;
        }
        let mut found = Vec::new();
        let reached = reaches(topic, &ways);
        if reached && topic.is_of_addresses() {
            ways.iter_mut().filter(|way| way.is_open()).for_each(|way| found.extend(way.go(topic, server)));
        } else if reached {
            found.extend(checks(topic).flat_map(|check| check.findings(&whole, server)));
        }
        let outcome = if !reached {
            Outcome::NotReached
        } else if found.iter().any(|finding| finding.severity > Severity::Notice) {
            Outcome::Problem
        } else if looked(topic, host) {
            Outcome::Ok
        } else {
            Outcome::NotLooked
        };
        if topic == Topic::Clients {
            report.clients =
                ways.iter().find(|way| way.is_open()).map_or(Vec::new(), |way| compat::verdicts(&way.view));
        }
        report.topics.push((topic, outcome));
        report.findings.extend(together(found));
    }
    report
}

/// An address on its way through the topics.
struct Way<'a> {
    view: View<'a>,
    /// The topic at which something stopped it.
    stopped_at: Option<Topic>,
}

impl<'a> Way<'a> {
    fn new(view: View<'a>) -> Self {
        // An address that the guard refuses is DNS's fault; the check that says so looks at all of them together.
        let stopped_at = (view.stop() == Some(Stop::Guard)).then_some(Topic::Dns);
        Self { view, stopped_at }
    }

    fn is_open(&self) -> bool {
        self.stopped_at.is_none()
    }

    /// Judges one topic. What stops a visitor closes the way; remarks on the same topic can wait until it is mended.
    fn go(&mut self, topic: Topic, server: Option<ServerKind>) -> Vec<Finding> {
        let (stops, rest): (Vec<_>, Vec<_>) = checks(topic).partition(|check| check.effect == Effect::Stops);
        let say =
            |checks: Vec<&Check>| checks.into_iter().flat_map(|check| check.findings(&self.view, server)).collect();
        let stopped: Vec<Finding> = say(stops);
        if stopped.is_empty() {
            return say(rest);
        }
        self.stopped_at = Some(topic);
        stopped
    }
}

fn checks(topic: Topic) -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().copied().filter(move |check| check.topic == topic)
}

fn applies(topic: Topic, context: &Context<'_>, addresses: usize) -> bool {
    match topic {
        Topic::Order => context.order.is_some(),
        Topic::Addresses => addresses > 1,
        Topic::Clients => context.clients.is_some(),
        _ => true,
    }
}

fn reaches(topic: Topic, ways: &[Way<'_>]) -> bool {
    match topic {
        Topic::Dns => true,
        // A CA comes over port 80, whatever TLS does; but where nothing answers, that is what there is to say.
        Topic::Validation => ways.iter().any(|way| way.stopped_at.is_none_or(|at| at > Topic::Tcp)),
        // A comparison of what some addresses do not show says nothing new.
        Topic::Addresses => ways.iter().all(Way::is_open),
        _ => ways.iter().any(Way::is_open),
    }
}

/// Whether the evidence has what a topic is judged by.
fn looked(topic: Topic, host: &HostSeen) -> bool {
    let done = |stage: Stage| !host.unfinished.contains(&stage);
    match topic {
        Topic::Dns => host.dns.is_some() || host.looked != Looked::Nowhere,
        Topic::Http => host.http.is_some() && done(Stage::Pages),
        Topic::Validation => {
            host.http.as_ref().is_some_and(|http| !http.validation.is_empty()) && done(Stage::Validation)
        }
        _ => done(Stage::Handshake),
    }
}

/// What is the same at several addresses is said once, with all of them.
fn together(found: Vec<Finding>) -> Vec<Finding> {
    let mut merged: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        let same = |other: &&mut Finding| {
            let rest = |finding: &Finding| {
                let mut params = finding.params.clone();
                (params.remove("address").is_some(), params)
            };
            other.code == finding.code && rest(other) == rest(&finding)
        };
        match (merged.iter_mut().find(same), finding.params.get("address")) {
            (Some(other), Some(address)) => {
                let both = format!("{}, {address}", other.params.get("address").map_or("", String::as_str));
                other.params.insert("address", both);
            }
            (Some(_), None) => {}
            (None, _) => merged.push(finding),
        }
    }
    merged.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    merged
}
