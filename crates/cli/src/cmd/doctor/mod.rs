//! `warifu doctor`: what is wrong with a site, and what to do next; one site or a list of thousands, live or from what
//! was seen before. The JSON is described in docs/doctor.md.
//!
//! A bulk run holds what is under way and nothing else: sites come from a bounded channel, each is judged where it was
//! looked at, and its report is written and forgotten.

mod evidence;
mod look;
mod out;
mod target;

use std::{
    net::IpAddr,
    panic,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ValueEnum;
use tokio::{sync::mpsc, task::JoinSet};
use warifu_domain::{Timestamp, people::Locale};
use warifu_net::Cidr;

use self::{
    look::{Done, Looker},
    out::{Out, Results},
    target::{LINE_OCTETS_MAX, Target},
};
use crate::{
    cmd::report,
    language::Language,
    stop::{Doing, Outcome, Stop},
};

/// Sites read ahead of those under way.
const AHEAD: usize = 64;

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code 0: no errors; 1: errors were found; 2: something could not be used.")]
pub(crate) struct Args {
    /// Sites to look at; the port is 443 unless named.
    #[arg(value_name = "HOST[:PORT]", required_unless_present_any = ["input", "evidence"])]
    sites: Vec<String>,
    /// Look at the sites that this file names, one a line; `-` for standard input.
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Sites looked at side by side.
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    concurrency: u16,
    /// Connect to this address instead of asking DNS, even if it is not public; repeat it for more.
    #[arg(long, value_name = "ADDR")]
    connect: Vec<IpAddr>,
    /// Name to send in the handshake instead of the host's.
    #[arg(long, value_name = "NAME")]
    sni: Option<String>,
    /// Begin TLS after this protocol's command.
    #[arg(long, value_enum, value_name = "PROTOCOL")]
    starttls: Option<StartTls>,
    /// PEM file with the only roots to trust; otherwise those of the browsers.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Addresses that are not public and may be looked at all the same, as `10.0.0.0/8`; repeat it for more.
    #[arg(long, value_name = "CIDR")]
    allow: Vec<Cidr>,
    /// How much to look at.
    #[arg(long, value_enum, default_value_t)]
    profile: Depth,
    /// How to write the reports.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Judge what `--save` kept instead of looking; `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sites", "input", "save", "resume", "connect", "sni", "starttls", "allow"])]
    evidence: Option<PathBuf>,
    /// Keep what was seen in this file, one line a site, so that it can be judged again.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Write the reports to this file, one line a site, and pass over those that it has from an earlier run.
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// Judge as of this moment, as `2026-11-22T00:00:00Z`; now when absent.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    #[command(flatten)]
    language: Language,
    /// The shop whose help pages are named; without one it is the command `warifu explain`.
    #[arg(long, value_name = "URL", env = "WARIFU_URL")]
    url: Option<String>,
}

/// How reports are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// One document: the report on one site, or `sites` with the reports on several.
    Json,
    /// One report a line, written as soon as it is known: for many sites.
    Ndjson,
    /// One page that needs nothing else and prints well.
    Html,
}

/// How much is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Depth {
    /// Addresses, one handshake with each, chain and certificate.
    Quick,
    /// Everything: protocols and ciphers, pages, validation paths, revocation.
    #[default]
    Full,
}

/// The protocols that change to TLS by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StartTls {
    Smtp,
    Imap,
    Pop3,
}

impl Args {
    fn locale(&self) -> Locale {
        self.language.locale()
    }

    /// The format in which reports are written, wherever they go.
    fn format(&self) -> Result<Format, Stop> {
        match (&self.resume, self.format) {
            (None, format) => Ok(format),
            (Some(_), Format::Text | Format::Ndjson) => Ok(Format::Ndjson),
            (Some(_), _) => Err(Stop::new("--resume writes `--format ndjson` only")),
        }
    }

    /// The port where none is named.
    fn port(&self) -> u16 {
        match self.starttls {
            None => 443,
            Some(StartTls::Smtp) => 25,
            Some(StartTls::Imap) => 143,
            Some(StartTls::Pop3) => 110,
        }
    }
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    let format = args.format()?;
    let single = args.input.is_none() && args.evidence.is_none() && args.sites.len() == 1;
    let looker = Arc::new(Looker::new(&args, format, single)?);
    let results = args.resume.as_deref().map(Results::read).transpose()?.unwrap_or_default();
    let total = match &args.input {
        Some(path) if path != Path::new("-") => out::lines(path).map(|lines| lines + args.sites.len()),
        Some(_) => None,
        None => Some(args.sites.len()),
    };
    let mut out = Out::new(format, single, total, looker.text, &args, &results)?;
    if let Some(path) = &args.evidence {
        for evidence in evidence::stored(path)? {
            looker.judged(&evidence?).iter().try_for_each(|done| out.write(done))?;
        }
        return out.finish();
    }
    let mut targets = targets(args.sites, args.input);
    let (mut running, mut more) = (JoinSet::new(), true);
    loop {
        tokio::select! {
            target = targets.recv(), if more && running.len() < usize::from(args.concurrency) => match target {
                None => more = false,
                Some(target) => {
                    let target = Target::parse(&target?, looker.port);
                    if results.has(target.key()) {
                        out.skip();
                    } else {
                        let looker = Arc::clone(&looker);
                        running.spawn(async move { looker.look(target).await });
                    }
                }
            },
            Some(done) = running.join_next() => {
                let done: Done = done.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()));
                out.write(&done)?;
                if out.closed() {
                    return out.finish();
                }
            }
            else => return out.finish(),
        }
    }
}

/// The sites named, then those of the list; a thread of its own reads the list, because files have no other way.
fn targets(sites: Vec<String>, input: Option<PathBuf>) -> mpsc::Receiver<Result<String, Stop>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    std::thread::spawn(move || {
        let listed = match report::listed(input) {
            Ok(lines) => lines,
            Err(stop) => return drop(sender.blocking_send(Err(stop))),
        };
        let lines = listed.map(|line| {
            let line = line?.into_os_string();
            if line.len() > LINE_OCTETS_MAX {
                return Err(Stop::new("a line of the list is too long for a host name"));
            }
            line.into_string().map_err(|_| "not UTF-8").doing("list of sites")
        });
        let is_site = |line: &Result<String, Stop>| !matches!(line, Ok(line) if line.starts_with('#'));
        // Sending fails once nobody waits for more.
        sites.into_iter().map(Ok).chain(lines.filter(is_site)).try_for_each(|site| sender.blocking_send(site).ok());
    });
    receiver
}
