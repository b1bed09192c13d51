//! The doctor for people who ask over the web: whoever asks names the host, so the target, the time, the octets and the
//! number of looks are bounded, and what the guard refuses is never told apart from what is not there.

use std::{net::IpAddr, sync::Arc, time::Duration};

use tokio::sync::OwnedSemaphorePermit;
use warifu_doctor::{
    Evidence, Failure as Seen, HostSeen, Looked, Plan, Profile, Report, Stage, Start, gather_with, judge,
};
use warifu_domain::{
    AccountId, DnsName, IssuanceId, OrderId, ReportId, Timestamp,
    catalogue::{DoctorPolicy, DoctorPort, StartTls},
    order::Order,
};
use warifu_net::{HostName, Net, NetError};
use warifu_store::{Changeset, reports};

use crate::{
    App, Failure, FieldProblem, Page, Viewer,
    limiter::Client,
    orders::{page, parse_cursor, row_limit},
};

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub enum Asker<'a> {
    /// A member; what was seen is kept for their account.
    Member(&'a Viewer),
    /// Nobody in particular, from this address. Nothing is kept.
    Visitor(IpAddr),
}

/// What somebody wants looked at, as typed.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// A host, with a port if it is none of `port` or `starttls`; a URL that was copied is taken too.
    pub host: String,
    /// The port.
    pub port: Option<u16>,
    /// `smtp`, `imap` or `pop3`.
    pub starttls: Option<String>,
    /// `quick` or `full`; full when absent.
    pub profile: Option<String>,
    /// The order whose newest certificate is expected there.
    pub order: Option<String>,
}

/// A look that was granted and has not begun. Dropped, it makes room for others.
pub struct Look {
    app: App,
    net: Net,
    target: Target,
    plan: Plan,
    account: Option<AccountId>,
    order: Option<(Box<Order>, IssuanceId)>,
    _place: OwnedSemaphorePermit,
}

/// What the doctor saw and says.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The permalink's id, where it was kept.
    pub id: Option<ReportId>,
    /// Until when it is kept.
    pub kept_until: Option<Timestamp>,
    /// What was seen; of one host.
    pub evidence: Evidence,
    /// What there is to say about it.
    pub report: Report,
    /// The order that it was compared with.
    pub order: Option<OrderId>,
}

/// A report in a list.
pub type KeptReport = reports::Listed;

impl App {
    /// Grants a look at a site, within the limits.
    ///
    /// # Errors
    /// [`Failure::Invalid`] when nothing can be looked at there; [`Failure::NotFound`] when the order is not the
    /// asker's or has no certificate; [`Failure::TooMany`]; [`Failure::Unavailable`] when too many look at once.
    pub async fn look_for(&self, asker: Asker<'_>, wish: &Wish) -> Result<Look, Failure> {
        let policy = &self.catalogue().policy.doctor;
        let mut problems = vec![];
        let target = Target::read(wish, policy, &mut problems);
        let profile = match wish.profile.as_deref() {
            None | Some("full" | "") => Some(Profile::Full),
            Some("quick") => Some(Profile::Quick),
            Some(other) => {
                problems.push(FieldProblem::new("profile", "doctor_profile_unknown").with("value", other));
                None
            }
        };
        let (Some(target), Some(profile)) = (target, profile) else { return Err(Failure::Invalid(problems)) };
        let (client, account) = match asker {
            Asker::Member(viewer) => (Client::Account(viewer.account), Some(viewer.account)),
            Asker::Visitor(address) => (Client::at(address), None),
        };
        self.looks.count(client, self.now(), policy).map_err(|wait| Failure::TooMany {
            // Rounded up: a client that comes back at the named second must not be early.
            retry_after_seconds: wait.as_secs() + 1,
        })?;
        let order = match (&wish.order, asker) {
            (None, _) => None,
            (Some(id), Asker::Member(viewer)) => Some(self.newest_of(viewer, id).await?),
            (Some(_), Asker::Visitor(_)) => return Err(Failure::Unauthenticated),
        };
        let place = Arc::clone(&self.looking).try_acquire_owned().map_err(|_| Failure::Unavailable)?;
        let token = if profile == Profile::Full { self.new_secret() } else { String::new() };
        let plan = Plan {
            port: target.port.port,
            start: start(target.port.starttls),
            profile,
            time_max: Duration::from_secs(policy.time_seconds_max),
            bytes_max: policy.octets_max,
            roots_der: self
                .own_roots
                .iter()
                .flat_map(|own| own.iter())
                .map(|own| own.certificate.der().to_vec())
                .collect(),
            ..Plan::full(target.host.clone(), token)
        };
        let net = self.parts.net.discreet();
        Ok(Look { app: self.clone(), net, target, plan, account, order, _place: place })
    }

    /// A kept report of the viewer's account, judged by the rules of today as of the moment when it was looked at.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when there is no such report, or it is another account's.
    pub async fn diagnosis(&self, viewer: &Viewer, id: ReportId) -> Result<Diagnosis, Failure> {
        let kept = reports::load(&self.parts.db, id, viewer.account).await?;
        let kept = kept.ok_or(Failure::NotFound { what: "report" })?;
        let evidence = serde_json::from_str(&kept.evidence)
            .map_err(|error| Failure::Internal(format!("stored evidence {id}: {error}")))?;
        let order = match kept.issuance {
            Some((order, issuance)) => Some((Box::new(self.load_order(order).await?), issuance)),
            None => None,
        };
        let kept_until = Some(kept.made_at.plus_days(self.catalogue().policy.doctor.report_days));
        let report = self.judge_site(&evidence, order.as_ref());
        Ok(Diagnosis { id: Some(id), kept_until, evidence, report, order: kept.issuance.map(|(order, _)| order) })
    }

    /// The kept reports of the viewer's account, the newest first.
    ///
    /// # Errors
    /// [`Failure::Invalid`] for an unknown cursor or limit.
    pub async fn diagnoses(
        &self,
        viewer: &Viewer,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Page<KeptReport>, Failure> {
        let mut problems = vec![];
        let before = parse_cursor(cursor, &mut problems).map(ReportId);
        let limit = row_limit(limit, &mut problems);
        if !problems.is_empty() {
            return Err(Failure::Invalid(problems));
        }
        let kept = reports::list(&self.parts.db, viewer.account, before, limit).await?;
        Ok(page(kept, limit, |kept| kept.id.to_string()))
    }

    fn judge_site(&self, evidence: &Evidence, order: Option<&(Box<Order>, IssuanceId)>) -> Report {
        let issuance = order.and_then(|(order, id)| Some((order, order.issuance(*id)?)));
        let in_use = issuance.and_then(|(order, issuance)| self.in_use(order, issuance));
        judge(evidence, &self.context(evidence, in_use.as_ref()))
    }

    /// The order with its newest certificate.
    async fn newest_of(&self, viewer: &Viewer, id: &str) -> Result<(Box<Order>, IssuanceId), Failure> {
        let id = id.parse().map_err(|_| Failure::NotFound { what: "order" })?;
        let order = self.order(viewer, id).await?;
        let newest = order.newest_live().map(|live| live.id).ok_or(Failure::NotFound { what: "certificate" })?;
        Ok((Box::new(order), newest))
    }
}

impl Look {
    /// Host and port.
    pub fn site(&self) -> String {
        self.target.site()
    }

    /// How much is looked at.
    pub fn profile(&self) -> Profile {
        self.plan.profile
    }

    /// Looks, judges, and keeps what was seen if a member asked; `on_stage` as in [`gather_with`].
    ///
    /// # Errors
    /// [`Failure::Unavailable`] and [`Failure::Internal`] when it cannot be kept.
    pub async fn run(self, on_stage: impl FnMut(Stage, &Evidence)) -> Result<Diagnosis, Failure> {
        let mut evidence = if self.target.may_be_asked(&self.net) {
            gather_with(&self.net, &self.plan, on_stage).await
        } else {
            self.nowhere()
        };
        // What name servers say about names outside the public DNS is about the inside.
        let is_unresolved = |host: &HostSeen| matches!(host.looked, Looked::Unresolved(_));
        if self.target.is_inside && evidence.hosts.iter().any(is_unresolved) {
            evidence = self.nowhere();
        }
        let report = self.app.judge_site(&evidence, self.order.as_ref());
        let (id, kept_until) = self.keep(&evidence).await?.unzip();
        Ok(Diagnosis { id, kept_until, evidence, report, order: self.order.map(|(order, _)| order.id) })
    }

    /// The one answer to every target that may not be looked at: as a name that has no address.
    fn nowhere(&self) -> Evidence {
        let host = HostSeen {
            name: self.target.host.clone(),
            port: self.plan.port,
            start: self.plan.start,
            profile: self.plan.profile,
            looked: Looked::Unresolved(Seen::from(NetError::NoAddress)),
            ..HostSeen::default()
        };
        Evidence { at: self.net.now(), hosts: vec![host] }
    }

    async fn keep(&self, evidence: &Evidence) -> Result<Option<(ReportId, Timestamp)>, Failure> {
        let policy = &self.app.catalogue().policy.doctor;
        let Some(account) = self.account else { return Ok(None) };
        let json = serde_json::to_string(evidence).map_err(|error| Failure::Internal(error.to_string()))?;
        if json.len() > policy.report_octets_max {
            return Ok(None);
        }
        let (id, made_at) = (ReportId(self.app.new_id()), self.app.now());
        let issuance = self.order.as_ref().map(|(order, issuance)| (order.id, *issuance));
        let kept = reports::Report { id, account, site: self.target.site(), made_at, evidence: json, issuance };
        let mut changes = Changeset::new();
        reports::add(&mut changes, &kept, policy.reports_max.saturating_sub(1));
        self.app.parts.db.commit(changes).await?;
        Ok(Some((id, made_at.plus_days(policy.report_days))))
    }
}

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    /// In lower case and A-labels, or an address.
    host: String,
    port: DoctorPort,
    /// An address in a notation that only programs from long ago read, or one that nobody can read at all.
    is_odd: bool,
    /// Outside the public DNS: its top-level domain is on no list.
    is_inside: bool,
}

impl Target {
    fn read(wish: &Wish, policy: &DoctorPolicy, problems: &mut Vec<FieldProblem>) -> Option<Self> {
        let written = wish.host.trim();
        let (host, port_written) = host_and_port(written);
        let read = HostName::parse(host).ok().filter(|_| written.len() <= HOST_OCTETS_MAX);
        let host = match &read {
            Some(HostName::Name(name)) if DnsName::parse(name).is_ok_and(|name| !name.is_wildcard()) => {
                Some((name.clone(), false))
            }
            Some(HostName::Address(ip)) => Some((ip.to_string(), host.parse::<IpAddr>().is_err())),
            _ => None,
        };
        if host.is_none() {
            let shown: String = written.chars().take(SHOWN_CHARS_MAX).collect();
            problems.push(FieldProblem::new("host", "target_malformed").with("target", shown));
        }
        let port = port_of(wish, port_written, policy, problems);
        let (host, is_odd) = host?;
        let is_inside = DnsName::parse(&host).is_ok_and(|name| name.public_suffix().is_none());
        Some(Self { host, port: port?, is_odd, is_inside })
    }

    /// Whether the host is a name, or an address that may be connected to.
    fn may_be_asked(&self, net: &Net) -> bool {
        !self.is_odd && self.host.parse().map_or(true, |address| net.guard().judge(address).is_ok())
    }

    fn site(&self) -> String {
        let (host, port) = (&self.host, self.port.port);
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

/// Longest text that is read as a host: a name has 253 octets, a URL that was copied some more.
const HOST_OCTETS_MAX: usize = 2_048;

/// Characters of a text that names no site which are repeated in the reply.
const SHOWN_CHARS_MAX: usize = 100;

/// Host and port of `HOST`, `HOST:PORT`, `[ADDRESS]:PORT` or a URL.
fn host_and_port(written: &str) -> (&str, Option<&str>) {
    let rest = written.split_once("://").map_or(written, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((host, rest)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (host, rest.strip_prefix(':'));
    }
    match authority.rsplit_once(':') {
        // More than one colon is an IPv6 address without a port.
        Some((host, port)) if !host.contains(':') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// The port that is meant, if it is one of the shop's list and TLS begins there as wished.
fn port_of(
    wish: &Wish,
    written: Option<&str>,
    policy: &DoctorPolicy,
    problems: &mut Vec<FieldProblem>,
) -> Option<DoctorPort> {
    let wished = wish.starttls.as_deref().filter(|text| !text.is_empty());
    let starttls = wished.map(|text| StartTls::ALL.into_iter().find(|known| known.as_str() == text));
    if starttls == Some(None) {
        let value = wished.unwrap_or_default();
        problems.push(FieldProblem::new("starttls", "doctor_starttls_unknown").with("value", value));
        return None;
    }
    let number = match (wish.port, written) {
        (Some(port), _) => Some(Some(port)),
        (None, Some(text)) => Some(text.parse().ok()),
        (None, None) => None,
    };
    let fits = |row: &&DoctorPort| {
        number.is_none_or(|number| number == Some(row.port)) && starttls.is_none_or(|starttls| starttls == row.starttls)
    };
    let found = policy.ports.iter().find(fits);
    if found.is_none() {
        let known: Vec<String> = policy.ports.iter().map(|row| row.port.to_string()).collect();
        let field = if wish.port.is_some() { "port" } else { "host" };
        problems.push(FieldProblem::new(field, "doctor_port_refused").with("ports", known.join(", ")));
    }
    found.copied()
}

const fn start(starttls: Option<StartTls>) -> Start {
    match starttls {
        None => Start::Tls,
        Some(StartTls::Smtp) => Start::Smtp,
        Some(StartTls::Imap) => Start::Imap,
        Some(StartTls::Pop3) => Start::Pop3,
    }
}
