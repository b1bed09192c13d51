//! `warifu cert check`: certificates and their chains, judged without a shop, a database or the network.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use clap::{Subcommand, ValueEnum};
use warifu_app::{CertificateJudge, SeenCertificates, SystemClock, profile};
use warifu_domain::{Timestamp, world::Clock};
use warifu_pki::{Certificate, Intermediates, Level, Pile, Profile, Roots, lint::Expected, pile};
use warifu_render::Text;
use warifu_web::{
    api,
    shop::{CERTIFICATE_FACTS, certificate_facts},
};
use warifu_wire::rest;

use crate::{
    cmd::report::{self, Files, Report},
    parts::catalogue,
    stop::{Doing, Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum What {
    /// Say everything about certificates: what they say, by which rules they are not as they should be, and whether
    /// the chain leads to a root that browsers trust. The chain is judged when a file holds more than one certificate,
    /// and with `--ca` always.
    Check(Check),
}

#[derive(Debug, clap::Args)]
struct Check {
    #[command(flatten)]
    files: Files,
    /// File with further certificates, from which the chain is put together in any order; repeat it for more.
    #[arg(long, value_name = "FILE")]
    chain: Vec<PathBuf>,
    /// PEM file with the only roots to trust; otherwise those of the browsers.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Judge as of this moment, as `2026-11-22T00:00:00Z`; now when absent.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Whether it is what this product delivers: its kind, and who may have issued it.
    #[arg(long, value_name = "ID")]
    product: Option<String>,
    /// By which rules; by its policy OID when absent.
    #[arg(long, value_enum)]
    profile: Option<Kind>,
    /// Folder with the catalogue; the built-in one when absent.
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

/// The kinds of certificate that a caller can insist on.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Domain validated.
    Dv,
    /// Organisation validated.
    Ov,
    /// Individual validated.
    Iv,
    /// Extended validation.
    Ev,
    /// A private CA's: by RFC 5280 alone.
    Private,
}

impl From<Kind> for Level {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Dv => Self::Public(Profile::Domain),
            Kind::Ov => Self::Public(Profile::Organization),
            Kind::Iv => Self::Public(Profile::Individual),
            Kind::Ev => Self::Public(Profile::Extended),
            Kind::Private => Self::Private,
        }
    }
}

pub(crate) fn run(args: Args) -> Result<Outcome, Stop> {
    let What::Check(args) = args.what;
    let locale = args.files.locale();
    let standards = catalogue::standards()?;
    let product = match &args.product {
        Some(id) => catalogue::judge(args.catalogue.as_deref(), Some(id), None)?.product,
        None => None,
    };
    let issuers = product.as_ref().map(|_| catalogue::issuers(args.catalogue.as_deref())).transpose()?;
    let at = args.at.unwrap_or_else(|| SystemClock.now()).unix_seconds();
    let level = match (args.profile, &product) {
        (Some(kind), _) => kind.into(),
        // What the shop's own CA issues is no public certificate, whatever was validated.
        (None, Some(product)) if product.connector == warifu_app::EMBEDDED => Level::Private,
        (None, Some(product)) => Level::Public(profile(product.level)),
        (None, None) => Level::ByPolicy,
    };
    let issuer = issuers.as_ref().zip(product.as_ref()).map(|(issuers, product)| (issuers, product.ca.as_str()));
    let pile = args.chain.iter().map(|path| certificates(path)).collect::<Result<Vec<_>, _>>()?.concat();
    let own = args.ca.as_deref().map(certificates).transpose()?;
    // Reading the browsers' roots takes longer than judging a certificate that stands alone. A test reads the built-in
    // ones, so that they never fail here.
    let roots = LazyLock::new(|| own.clone().map_or_else(|| catalogue::roots(None).unwrap_or_default(), Roots::of));
    // A private CA's intermediates are in no public table.
    let intermediates = if own.is_some() { Intermediates::default() } else { catalogue::intermediates(None)? };
    let judge = CertificateJudge {
        standards: &standards,
        expected: Expected { at, level, issuer },
        roots: &|| &roots,
        intermediates: &intermediates,
        pile: &pile,
        insists: own.is_some(),
    };
    args.files.report(pile::FILE_OCTETS_MAX, |name, input| match input {
        Ok(octets) => {
            let mut report = api::certificate_inspection(&SeenCertificates::of(name, octets, &judge), locale);
            report::at_home(&mut report.findings, locale);
            report
        }
        Err(finding) => rest::CertificateInspection { findings: vec![finding], ..Default::default() },
    })
}

/// Every certificate of a file; anything that cannot be read stops the command.
pub(crate) fn certificates(path: &Path) -> Result<Vec<Certificate>, Stop> {
    let mut octets = Vec::new();
    report::read(path, pile::FILE_OCTETS_MAX, &mut octets).doing(path.display())?;
    let name = path.display().to_string();
    let pile = Pile::read(&[pile::Source { name: &name, octets: &octets }]);
    let certificates: Vec<Certificate> = pile.certificates().cloned().collect();
    if certificates.is_empty() { Err(Stop::new(format_args!("{name}: no certificate"))) } else { Ok(certificates) }
}

impl Report for rest::CertificateInspection {
    const FACTS: &'static [&'static str] = CERTIFICATE_FACTS;

    fn facts(&self, text: Text) -> Vec<Option<String>> {
        // Of CAs alone it is the one that the chain begins with.
        let lowest = self.chain.as_ref().and_then(|chain| chain.path.first());
        let leaf = self.certificates.iter().find(|certificate| !certificate.ca);
        let leaf = leaf.or_else(|| self.certificates.iter().find(|ca| Some(&ca.subject) == lowest));
        let leaf = leaf.or(self.certificates.first());
        let mut facts = leaf.map(|leaf| certificate_facts(leaf, text)).unwrap_or_default();
        if let Some(chain) = facts.last_mut() {
            *chain = self.chain.as_ref().map(|chain| format!("\n{}", chain.path.join("\n")));
        }
        facts
    }

    fn findings(&self) -> &[rest::Finding] {
        &self.findings
    }
}
