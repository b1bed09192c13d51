//! `warifu match`: which keys, CSRs and certificates belong together, by their public key, over any pile of files.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use warifu_pki::{
    Finding, Severity,
    pile::{self, Entry, Group, Kind, Pile, Source},
    private_key::PASSPHRASE_OCTETS_MAX,
};
use warifu_render::Text;
use warifu_web::api;
use warifu_wire::rest;
use zeroize::Zeroizing;

use crate::{
    cmd::{Format, print, print_json, report},
    language::Language,
    stop::{Doing, Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Files with keys, CSRs, certificates, PKCS#7, PKCS#12 or JKS, PEM or DER; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// File whose first line is the passphrase of encrypted keys and key stores.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: Language,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Stop> {
    let locale = args.language.locale();
    let passphrase = args.passphrase_file.as_deref().map(passphrase).transpose()?;
    let mut outcome = Outcome::Fine;
    let mut findings = vec![];
    let mut contents = vec![];
    // What is named twice is there once.
    for (_, path) in args.files.iter().enumerate().filter(|(at, path)| !args.files[..*at].contains(path)) {
        let (name, mut octets) = (path.display().to_string(), Zeroizing::new(Vec::new()));
        match report::read(path, pile::FILE_OCTETS_MAX, &mut octets) {
            Ok(()) => contents.push((name, octets)),
            Err(error) => {
                outcome = Outcome::Unusable;
                findings.push(report::unreadable(&error).with("file", name));
            }
        }
    }
    let sources: Vec<_> = contents.iter().map(|(name, octets)| Source { name, octets }).collect();
    let pile = Pile::read_with_keys(&sources, passphrase.as_deref().map(Vec::as_slice));
    let groups = pile.pairs();
    findings.extend(pile.findings.iter().cloned());
    // Two things of one kind need not pair; a key and a certificate that do not are most likely mistaken for each other.
    let kinds = |kind| pile.entries.iter().any(|entry| entry.kind == kind);
    let comparable =
        [Kind::PrivateKey, Kind::PublicKey, Kind::Csr, Kind::Certificate].into_iter().filter(|k| kinds(*k));
    if comparable.count() > 1 && groups.iter().all(Group::is_alone) {
        findings.push(Finding::new("pairs_none", Severity::Error, "warifu").on("pile"));
    }
    if findings.iter().any(Finding::is_error) {
        outcome = outcome.max(Outcome::Findings);
    }
    let findings = api::findings(&findings, locale);
    match args.format {
        Format::Json => print_json(&json!({
            "pairs": groups.iter().map(|group| group_json(group, &pile)).collect::<Vec<_>>(),
            "findings": findings,
        }))?,
        Format::Text => print(&words(&groups, &pile, &findings, Text::of(locale)))?,
    }
    Ok(outcome)
}

fn passphrase(path: &Path) -> Result<Zeroizing<Vec<u8>>, Stop> {
    let mut octets = Zeroizing::new(Vec::with_capacity(PASSPHRASE_OCTETS_MAX + 2));
    report::read(path, PASSPHRASE_OCTETS_MAX, &mut octets).doing(path.display())?;
    let end = octets.iter().position(|octet| matches!(octet, b'\n' | b'\r')).unwrap_or(octets.len());
    octets.truncate(end);
    Ok(octets)
}

fn group_json(group: &Group, pile: &Pile) -> Value {
    let members = members(group, pile).map(|entry| {
        json!({
            "file": entry.file,
            "position": entry.position,
            "kind": entry.kind.as_str(),
            "subject": subject(entry),
        })
    });
    json!({
        "spki_sha256": group.spki_sha256.to_string(),
        "key": group.key.to_string(),
        "alone": group.is_alone(),
        "members": members.collect::<Vec<_>>(),
    })
}

fn members<'a>(group: &'a Group, pile: &'a Pile) -> impl Iterator<Item = &'a Entry> {
    group.members.iter().filter_map(|index| pile.entries.get(*index))
}

/// Whom a CSR or certificate is about: its first name, or else its subject.
fn subject(entry: &Entry) -> Option<String> {
    let (names, subject) = match (entry.certificate(), entry.csr()) {
        (Some(certificate), _) => (certificate.names(), certificate.subject_text()),
        (None, Some(csr)) => (csr.names(), csr.subject().to_string()),
        (None, None) => return None,
    };
    Some(names.first().map_or(subject, ToString::to_string))
}

/// The pairs, then who is alone, then what could not be read.
fn words(groups: &[Group], pile: &Pile, findings: &[rest::Finding], text: Text) -> String {
    let mut out = String::new();
    let line = |out: &mut String, entry: &Entry| {
        let what = text.of_code("match-kind", entry.kind.as_str());
        let about = subject(entry).map(|subject| format!("  {subject}")).unwrap_or_default();
        let place = if entry.position > 1 { format!(" #{}", entry.position) } else { String::new() };
        // Nothing is lost when writing to a string.
        let _ = writeln!(out, "  {what}: {}", report::shown(&format!("{}{place}{about}", entry.file)));
    };
    for group in groups.iter().filter(|group| !group.is_alone()) {
        let _ = writeln!(out, "{}: {} {}", text.t("match-pair"), group.key, group.spki_sha256);
        members(group, pile).for_each(|entry| line(&mut out, entry));
        out.push('\n');
    }
    let mut alone = groups.iter().filter(|group| group.is_alone()).peekable();
    if alone.peek().is_some() {
        let _ = writeln!(out, "{}", text.t("match-alone"));
        alone.flat_map(|group| members(group, pile)).for_each(|entry| line(&mut out, entry));
    }
    for finding in findings {
        out.push('\n');
        // Some sentences name the file themselves.
        if let Some(file) = finding.params.get("file").filter(|file| !finding.message.contains(file.as_str())) {
            let _ = writeln!(out, "{}:", report::shown(file));
        }
        out.push_str(&report::finding(finding, text));
    }
    out
}
