//! One site: looked at, judged, and put into the words or bytes that will be written.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use serde::Serialize;
use warifu_app::SystemClock;
use warifu_doctor::{Clients, Context, Evidence, Plan, Profile, Start, gather_with, judge};
use warifu_domain::{people::Locale, world::Clock};
use warifu_net::{Cidr, Guard, Net, SystemResolver, TcpDialer};
use warifu_pki::{Finding, Intermediates, Roots, Severity, Standards};
use warifu_render::{Template, Text};
use warifu_web::{api, site_reports, site_view};
use warifu_wire::rest;

use super::{Args, Depth, Format, StartTls, out::Live, target::Target};
use crate::{
    cmd::{cert, report::Style},
    parts::{catalogue, network, random_key},
    stop::{Doing, Outcome, Stop},
};

/// One lookup with all its retries.
const DNS_TIME_MAX: Duration = Duration::from_secs(5);
/// Everything about one site. Longer than for visitors of a shop: the operator waits for their own sake.
const LOOK_TIME_MAX: Duration = Duration::from_secs(20);
/// Pages, CRLs and certificates of one site, in octets: so that dozens side by side stay small.
const LOOK_OCTETS_MAX: usize = 1024 * 1024;

/// Reading the browsers' roots takes longer than a handshake. A test reads the built-in ones, so that they never fail.
static BROWSERS_ROOTS: LazyLock<Roots> = LazyLock::new(|| catalogue::roots(None).unwrap_or_default());

/// Read when the first site is judged.
static INTERMEDIATES: LazyLock<Intermediates> = LazyLock::new(|| catalogue::intermediates(None).unwrap_or_default());

/// Looks at sites, all in the same way.
pub(super) struct Looker {
    pub(super) text: Text,
    /// The port where none is named.
    pub(super) port: u16,
    format: Format,
    /// Whether the site stands alone, so that JSON may take more lines.
    single: bool,
    style: Style,
    net: Net,
    plan: Plan,
    standards: Standards,
    clients: Clients,
    own_roots: Option<Roots>,
    at: Option<i64>,
    url: Option<String>,
    /// Whether evidence is wanted.
    save: bool,
}

/// A site that is done.
pub(super) struct Done {
    /// The report as it will be written.
    pub(super) report: String,
    /// The evidence as one line, where it is wanted.
    pub(super) evidence: Option<String>,
    pub(super) verdict: Outcome,
}

impl Looker {
    pub(super) fn new(args: &Args, format: Format, single: bool) -> Result<Self, Stop> {
        let text = Text::of(args.locale());
        let own = args.ca.as_deref().map(cert::certificates).transpose()?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let resolver = SystemResolver::new(&[], DNS_TIME_MAX).doing("name servers")?;
        // An address that the operator typed is one that they mean.
        let typed = args.connect.iter().map(|ip| Cidr::from(*ip));
        let guard = Guard::new(args.allow.iter().copied().chain(typed).collect());
        let plan = Plan {
            connect_to: args.connect.clone(),
            sni: args.sni.clone(),
            start: match args.starttls {
                None => Start::Tls,
                Some(StartTls::Smtp) => Start::Smtp,
                Some(StartTls::Imap) => Start::Imap,
                Some(StartTls::Pop3) => Start::Pop3,
            },
            profile: match args.profile {
                Depth::Quick => Profile::Quick,
                Depth::Full => Profile::Full,
            },
            time_max: LOOK_TIME_MAX,
            bytes_max: LOOK_OCTETS_MAX,
            roots_der: own.iter().flatten().map(|root| root.der().to_vec()).collect(),
            ..Plan::quick("")
        };
        Ok(Self {
            text,
            port: args.port(),
            format,
            single,
            style: Style::plain(text, args.url.clone(), "site-works"),
            net: Net::new(Arc::new(resolver), Arc::new(TcpDialer), guard, network::now(&clock)),
            plan,
            standards: catalogue::standards()?,
            clients: catalogue::clients()?,
            own_roots: own.map(Roots::of),
            at: args.at.map(|at| at.unix_seconds()),
            url: args.url.as_deref().map(|url| url.trim_end_matches('/').to_owned()),
            save: args.save.is_some(),
        })
    }

    /// Looks at one site and judges it.
    pub(super) async fn look(&self, target: Target) -> Done {
        let (host, port, key) = match target {
            Target::Site { host, port, key } => (host, port, key),
            Target::Malformed(written) => return self.done(malformed(written, self.text.locale), None, false),
        };
        if self.own_roots.is_none() {
            // They are read while the site is on its way.
            drop(tokio::task::spawn_blocking(|| LazyLock::force(&BROWSERS_ROOTS)));
        }
        let token = if self.plan.profile == Profile::Full { random_key() } else { String::new() };
        let mut live = self.single.then(|| Live::new(self.text, &key)).flatten();
        let plan = Plan { host, port, token, ..self.plan.clone() };
        let evidence =
            gather_with(&self.net, &plan, |stage, _| live.iter_mut().for_each(|live| live.ended(stage))).await;
        drop(live);
        let kept = self.save.then(|| json(&evidence));
        let report = self.judge(&evidence).into_iter().next().unwrap_or_default();
        self.done(report, kept, true)
    }

    /// Judges what was seen before.
    pub(super) fn judged(&self, evidence: &Evidence) -> Vec<Done> {
        self.judge(evidence).into_iter().map(|report| self.done(report, None, true)).collect()
    }

    fn judge(&self, evidence: &Evidence) -> Vec<rest::SiteReport> {
        // Only a full look sees what they are judged by.
        let full = evidence.hosts.iter().any(|host| host.profile == Profile::Full);
        let context = Context {
            now: self.at.unwrap_or_else(|| self.net.now()),
            roots: self.own_roots.is_none().then(|| &*BROWSERS_ROOTS),
            intermediates: if self.own_roots.is_none() { &INTERMEDIATES } else { Default::default() },
            own_roots: self.own_roots.as_ref(),
            standards: Some(&self.standards),
            clients: full.then_some(&self.clients),
            ..Context::default()
        };
        site_reports(evidence, &judge(evidence, &context), self.text.locale)
    }

    fn done(&self, report: rest::SiteReport, evidence: Option<String>, usable: bool) -> Done {
        let verdict = match (usable, report.accepted) {
            (false, _) => Outcome::Unusable,
            (true, false) => Outcome::Findings,
            (true, true) => Outcome::Fine,
        };
        let report = match self.format {
            Format::Text => self.words(&report),
            Format::Json if self.single => {
                serde_json::to_string_pretty(&report).unwrap_or_else(|error| error.to_string())
            }
            Format::Json | Format::Ndjson => json(&report),
            Format::Html => {
                let view = site_view(report, self.text, self.url.clone(), true);
                view.render().unwrap_or_else(|error| error.to_string())
            }
        };
        Done { report, evidence, verdict }
    }

    fn words(&self, report: &rest::SiteReport) -> String {
        let line = |stage: &rest::SiteStage| {
            let outcome = self.text.of_code("site-outcome", &stage.outcome);
            let seen = stage.seen.as_ref().map(|seen| format!(" – {seen}")).unwrap_or_default();
            (self.text.of_code("site-stage", &stage.stage), outcome + &seen)
        };
        self.style.sheet(&report.site, report.stages.iter().map(line), &report.findings)
    }
}

/// The report on something that names no site.
fn malformed(written: String, locale: Locale) -> rest::SiteReport {
    let finding = Finding::new("target_malformed", Severity::Error, "warifu").with("target", &written);
    rest::SiteReport { site: written, findings: vec![api::finding(&finding, locale)], ..Default::default() }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}
