//! `warifu csr check`: the inspector over files, without a shop, a database or the network.

use std::path::PathBuf;

use warifu_app::{Inspected, SystemClock, wanted};
use warifu_domain::{DnsName, people::Locale, world::Clock};
use warifu_pki::csr::CSR_OCTETS_MAX;
use warifu_render::Text;
use warifu_web::{
    api,
    shop::{CSR_FACTS, csr_facts},
};
use warifu_wire::rest;

use crate::{
    cmd::report::{self, Files, Report},
    parts::catalogue,
    stop::{Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    report: Files,
    /// Judge by this rule set, such as `shop-common`; `warifu admin catalogue check --format json` lists them.
    #[arg(long, value_name = "ID")]
    rules: Option<String>,
    /// Judge for this product: its rule set, and whether names, wildcards and organisation fit it.
    #[arg(long, value_name = "ID")]
    product: Option<String>,
    /// A name for the certificate; repeat it for more. The CSR's own names when absent.
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// Folder with the catalogue; the built-in one when absent.
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

pub(super) fn run(args: Args) -> Result<Outcome, Stop> {
    let locale = args.report.locale();
    let judge = catalogue::judge(args.catalogue.as_deref(), args.product.as_deref(), args.rules.as_deref())?;
    let names = args.names.iter().map(|name| parse_name(name, locale)).collect::<Result<Vec<_>, _>>()?;
    let wanted = wanted(judge.product.as_ref(), names, SystemClock.now());
    args.report.report(CSR_OCTETS_MAX, |_, input| match input {
        Ok(csr) => {
            let inspected = Inspected::of(csr, &judge.standards, &judge.rules, wanted.clone());
            let mut report = api::csr_inspection(&inspected, locale);
            report::at_home(&mut report.findings, locale);
            // Here nothing was sent anywhere, so the key is as safe as before.
            for finding in report.findings.iter_mut().filter(|finding| finding.code == "private_key_pasted") {
                let text = Text { locale };
                (finding.message, finding.fix) = (text.t("report-local-key"), Some(text.t("report-local-key-fix")));
            }
            report
        }
        Err(finding) => rest::CsrInspection {
            accepted: false,
            rules: judge.rules.id.clone(),
            names: vec![],
            subject: None,
            key: None,
            signature: None,
            spki_sha256: None,
            findings: vec![finding],
        },
    })
}

/// A name for the certificate from the command line.
pub(super) fn parse_name(text: &str, locale: Locale) -> Result<DnsName, Stop> {
    DnsName::parse(text).map_err(|error| {
        let mut params = vec![("name", text.to_owned()), ("reason", error.code().to_owned())];
        params.extend(error.params());
        let stop = Stop::new(warifu_render::message(locale, error.finding_code(), &params));
        stop.hint(warifu_render::fix(locale, error.finding_code(), &params).unwrap_or_default())
    })
}

impl Report for rest::CsrInspection {
    const FACTS: &'static [&'static str] = CSR_FACTS;

    fn facts(&self, _text: Text) -> Vec<Option<String>> {
        csr_facts(self)
    }

    fn findings(&self) -> &[rest::Finding] {
        &self.findings
    }
}
