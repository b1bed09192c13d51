//! What the doctor saw and said, once as the contract of API and command line, and from that for people.

use warifu_doctor::{
    AddressSeen, ClientVerdict, Evidence, HostReport, HostSeen, Looked, Outcome, Profile, ReplySeen, Report, Stage,
    Start, Topic,
};
use warifu_domain::{Timestamp, people::Locale};
use warifu_pki::{Certificate, Sha256};
use warifu_render::{
    Chip, Text,
    doctor::{AddressRow, ClientRow, SiteView, StageRow},
    look::{CertificateSeen, labelled},
};
use warifu_wire::rest;

use crate::{
    api::{self, certificate},
    shop::{CERTIFICATE_FACTS, certificate_facts, problem},
};

/// Certificates shown of one site; a hostile server sends any number.
const CERTIFICATES_MAX: usize = 32;

/// The answer about each host of the evidence, in words.
pub fn site_reports(evidence: &Evidence, report: &Report, locale: Locale) -> Vec<rest::SiteReport> {
    let hosts = evidence.hosts.iter().zip(&report.hosts);
    hosts.map(|(seen, report)| site_report(evidence.at, seen, report, locale)).collect()
}

fn site_report(at: i64, seen: &HostSeen, report: &HostReport, locale: Locale) -> rest::SiteReport {
    let addresses = addresses(seen);
    let certificates = presented(addresses);
    let stage = |(topic, outcome): &(Topic, Outcome)| rest::SiteStage {
        stage: topic.as_str().to_owned(),
        outcome: outcome.as_str().to_owned(),
        seen: Some(gist(*topic, seen, &certificates))
            .filter(|gist| !gist.is_empty() && *outcome != Outcome::NotReached),
    };
    rest::SiteReport {
        site: site(&seen.name, seen.port),
        sni: seen.sni.clone(),
        starttls: match seen.start {
            Start::Tls => None,
            Start::Smtp => Some("smtp".into()),
            Start::Imap => Some("imap".into()),
            Start::Pop3 => Some("pop3".into()),
        },
        profile: match seen.profile {
            Profile::Quick => "quick".into(),
            Profile::Full => "full".into(),
        },
        at: Some(Timestamp::from_unix_seconds(at).to_string()),
        accepted: !report.findings.iter().any(warifu_pki::Finding::is_error),
        stages: report.topics.iter().map(stage).collect(),
        findings: api::findings(&report.findings, locale),
        addresses: addresses.iter().map(address).collect(),
        certificates: certificates.iter().map(certificate).collect(),
        clients: report.clients.iter().map(client).collect(),
        server: report.server.map(|server| server.as_str().to_owned()),
        connections: seen.connections,
        took_ms: seen.took_ms,
    }
}

fn client(verdict: &ClientVerdict) -> rest::SiteClient {
    rest::SiteClient {
        id: verdict.id.clone(),
        name: verdict.name.clone(),
        class: verdict.class.as_str().to_owned(),
        refuses: verdict.refuses.map(|why| why.as_str().to_owned()),
    }
}

/// Host and port in one, an IPv6 address in brackets.
fn site(name: &str, port: u16) -> String {
    if name.contains(':') { format!("[{name}]:{port}") } else { format!("{name}:{port}") }
}

fn addresses(seen: &HostSeen) -> &[AddressSeen] {
    match &seen.looked {
        Looked::At(addresses) => addresses,
        Looked::Unresolved(_) | Looked::Nowhere => &[],
    }
}

/// Each readable certificate once.
fn presented(addresses: &[AddressSeen]) -> Vec<Certificate> {
    let mut all: Vec<Certificate> = Vec::new();
    for der in addresses.iter().filter_map(|at| at.shown.handshake()).flat_map(|handshake| &handshake.chain) {
        if all.len() < CERTIFICATES_MAX && all.iter().all(|known| known.der() != der.as_slice()) {
            all.extend(Certificate::from_der(der.clone()));
        }
    }
    all
}

fn address(at: &AddressSeen) -> rest::SiteAddress {
    let versions = at.scan.iter().flat_map(|scan| &scan.versions);
    rest::SiteAddress {
        address: at.address.to_string(),
        connect_ms: at.connect_ms,
        failure: at.shown.failure().map(|failure| failure.code.clone()),
        handshake: at.shown.handshake().map(|handshake| rest::SiteHandshake {
            version: handshake.version.to_string(),
            suite: handshake.suite.clone(),
            group: handshake.group.clone(),
            alpn: handshake.alpn.clone(),
            took_ms: handshake.took_ms,
            chain: handshake.chain.iter().map(|der| Sha256::of(der).to_string()).collect(),
        }),
        versions: versions
            .map(|seen| rest::SiteVersion { version: seen.version.to_string(), suites: seen.suites.clone() })
            .collect(),
        groups: at.scan.as_ref().map(|scan| scan.groups.clone()).unwrap_or_default(),
    }
}

/// What a stage saw, in short and in no language; empty where there is nothing to show.
fn gist(topic: Topic, seen: &HostSeen, certificates: &[Certificate]) -> String {
    let addresses = addresses(seen);
    match topic {
        Topic::Dns => distinct(addresses.iter().map(|at| at.address.ip().to_string())),
        Topic::Tcp => distinct(addresses.iter().filter_map(|at| Some(format!("{} ms", at.connect_ms?)))),
        Topic::Service => distinct(addresses.iter().filter_map(|at| Some(at.greeting.as_ref()?.line.clone()))),
        Topic::Tls => distinct(addresses.iter().map(agreed)),
        Topic::Chain => {
            let name = |certificate: &Certificate| {
                let first = certificate.names().first().map(ToString::to_string);
                let name = certificate.common_name().map(str::to_owned).or(first);
                name.unwrap_or_else(|| certificate.subject_text())
            };
            certificates.iter().map(name).collect::<Vec<_>>().join(" ← ")
        }
        Topic::Certificate => certificates.first().map(names_until).unwrap_or_default(),
        Topic::Http => {
            let pages = seen.http.iter().flat_map(|http| [&http.http, &http.https]).flatten();
            let reply = |reply: &ReplySeen| format!("{} {}", reply.status, reply.url);
            distinct(pages.filter_map(|page| page.reply.as_ref().map(reply)))
        }
        Topic::Validation => {
            let paths = seen.http.iter().flat_map(|http| &http.validation);
            distinct(paths.map(|path| path.path.clone()))
        }
        Topic::Order | Topic::Addresses | Topic::Clients => String::new(),
    }
}

/// Version, group and application protocol; or the code of what failed.
fn agreed(at: &AddressSeen) -> String {
    match (at.shown.handshake(), at.shown.failure()) {
        (Some(handshake), _) => {
            let more = [Some(handshake.suite.as_str()), handshake.group.as_deref(), handshake.alpn.as_deref()];
            let parts = std::iter::once(handshake.version.as_str()).chain(more.into_iter().flatten());
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        (None, failure) => failure.map(|failure| failure.code.clone()).unwrap_or_default(),
    }
}

/// The first name of a certificate, and its last second.
fn names_until(leaf: &Certificate) -> String {
    let name = leaf.names().first().map(ToString::to_string);
    let name = name.or_else(|| leaf.common_name().map(str::to_owned)).unwrap_or_default();
    format!("{name} – {}", Timestamp::from_unix_seconds(leaf.not_after()))
}

/// What a part of a look that has just ended saw, in short and in no language.
pub(crate) fn stage_seen(stage: Stage, evidence: &Evidence) -> String {
    let Some(seen) = evidence.hosts.first() else { return String::new() };
    match stage {
        Stage::Dns => gist(Topic::Dns, seen, &[]),
        Stage::Handshake => gist(Topic::Tls, seen, &[]),
        Stage::Pages => gist(Topic::Http, seen, &[]),
        Stage::Scan => {
            let scans = addresses(seen).iter().filter_map(|at| at.scan.as_ref());
            distinct(scans.flat_map(|scan| scan.versions.iter().map(|seen| seen.version.to_string())))
        }
        _ => String::new(),
    }
}

/// What differs, in the order seen.
fn distinct(texts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all.join(", ")
}

/// A report for people. `help` stands in front of `/help/…`, see [`SiteView::help`].
pub fn site_view(report: rest::SiteReport, text: Text, help: Option<String>, open: bool) -> SiteView {
    let row = |stage: &rest::SiteStage| {
        let bad = |finding: &rest::Finding| {
            finding.severity == rest::Severity::Error && finding.field.as_deref() == Some(stage.stage.as_str())
        };
        let seen = stage.seen.clone().unwrap_or_default();
        StageRow::new(text, &stage.stage, &stage.outcome, report.findings.iter().any(bad), seen)
    };
    let at = report.at.as_ref().and_then(|at| at.parse().ok()).map(|at: Timestamp| text.moment(&at));
    let took = report.connections > 0;
    let facts = [
        (text.t("site-at"), at),
        (text.t("site-server"), report.server.clone()),
        (text.t("site-connections"), took.then(|| report.connections.to_string())),
        (text.t("site-took"), took.then(|| text.t1("site-took-ms", "ms", report.took_ms))),
    ];
    SiteView {
        text,
        stages: report.stages.iter().map(row).collect(),
        addresses: report.addresses.iter().map(|address| address_row(address, &report.certificates, text)).collect(),
        certificates: report.certificates.iter().map(|certificate| certificate_seen(certificate, text)).collect(),
        clients: report.clients.iter().map(|client| client_row(client, text)).collect(),
        facts: facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect(),
        title: report.site,
        findings: report.findings.into_iter().map(|finding| problem(finding, text.locale)).collect(),
        help,
        open,
    }
}

fn address_row(address: &rest::SiteAddress, certificates: &[rest::Certificate], text: Text) -> AddressRow {
    let leaf = address.handshake.as_ref().and_then(|handshake| handshake.chain.first());
    let leaf = certificates.iter().find(|certificate| Some(&certificate.sha256) == leaf);
    let until = |leaf: &rest::Certificate| {
        let end = leaf.not_after.parse().map_or_else(|_| leaf.not_after.clone(), |at: Timestamp| text.date(&at));
        text.ta("site-until", &[("name", title(leaf)), ("not_after", end)])
    };
    let agreed = match &address.handshake {
        Some(rest::SiteHandshake { version, suite, group, alpn, .. }) => {
            let more = [Some(suite), group.as_ref(), alpn.as_ref()];
            [version].into_iter().chain(more.into_iter().flatten()).map(String::as_str).collect::<Vec<_>>().join(" ")
        }
        None => address.failure.as_ref().map(|code| warifu_render::message(text.locale, code, &[])).unwrap_or_default(),
    };
    let took = |open: u32| {
        let shaken = address.handshake.as_ref().map_or(0, |handshake| handshake.took_ms);
        text.t1("site-took-ms", "ms", open.saturating_add(shaken))
    };
    AddressRow {
        address: address.address.clone(),
        agreed,
        certificate: leaf.map(until).unwrap_or_default(),
        took: address.connect_ms.map(took).unwrap_or_default(),
        versions: address.versions.iter().map(|seen| (seen.version.clone(), seen.suites.clone())).collect(),
        groups: address.groups.clone(),
    }
}

fn client_row(client: &rest::SiteClient, text: Text) -> ClientRow {
    let (tone, word) = match (&client.refuses, client.class.as_str()) {
        (None, _) => ("good", text.t("site-client-opens")),
        (Some(why), "current") => ("bad", text.of_code("site-obstacle", why)),
        (Some(why), _) => ("plain", text.of_code("site-obstacle", why)),
    };
    ClientRow {
        name: client.name.clone(),
        class: text.of_code("site-class", &client.class),
        verdict: Chip { tone, label: word },
    }
}

fn certificate_seen(certificate: &rest::Certificate, text: Text) -> CertificateSeen {
    CertificateSeen {
        title: title(certificate),
        facts: labelled(text, CERTIFICATE_FACTS, certificate_facts(certificate, text)),
    }
}

fn title(certificate: &rest::Certificate) -> String {
    certificate.names.first().unwrap_or(&certificate.subject).clone()
}
