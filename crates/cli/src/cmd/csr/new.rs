//! `warifu csr new`: a key that stays here, and the request for it. What CAs would refuse is said before anything is
//! written.

use std::{
    fs::{self, OpenOptions},
    io::{self, BufRead, IsTerminal, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use serde_json::json;
use warifu_app::{Inspected, SystemClock, wanted};
use warifu_domain::{DnsName, world::Clock};
use warifu_pki::{AttributeKind, SubjectUse, pem, private_key::PrivateKey};
use warifu_render::Text;
use warifu_web::api;

use super::{check::parse_name, equivalents::Asked};
use crate::{
    cmd::{Format, print, print_json, report},
    keys::{KeyChoice, NewKey},
    language::Language,
    parts::catalogue,
    stop::{Doing, Outcome, Stop},
};

/// Readable and writable by the owner alone.
const PRIVATE: u32 = 0o600;
const PUBLIC: u32 = 0o644;

/// How often a question is asked before the command gives up.
const ATTEMPTS_MAX: usize = 3;
/// Longest answer in octets: a hundred names.
const ANSWER_OCTETS_MAX: u64 = 32 * 1024;
/// Longest CN in characters (RFC 5280 A.1, ub-common-name).
const CN_CHARS_MAX: usize = 64;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What the certificate is to confirm; asked for in a terminal, otherwise what the other words suggest.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// A name for the certificate; repeat it for more.
    #[arg(long = "name", value_name = "NAME")]
    names: Vec<String>,
    /// The organisation, in full and in Latin letters, as `Example Co., Ltd.`; for OV and EV.
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// City or ward, as `Chiyoda-ku`.
    #[arg(long, value_name = "NAME")]
    locality: Option<String>,
    /// Prefecture or state, as `Tokyo`.
    #[arg(long, value_name = "NAME")]
    state: Option<String>,
    /// Country, as its ISO 3166 code; `JP` when an organisation is given.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Kind of key; `rsa-2048` when absent.
    #[arg(long, value_enum)]
    key: Option<KeyChoice>,
    /// Write BASE.key and BASE.csr; by the first name when absent. Existing files are never overwritten.
    #[arg(long, value_name = "BASE")]
    out: Option<PathBuf>,
    /// Judge by this rule set, such as `shop-common`.
    #[arg(long, value_name = "ID")]
    rules: Option<String>,
    /// Judge for this product.
    #[arg(long, value_name = "ID")]
    product: Option<String>,
    /// Folder with the catalogue; the built-in one when absent.
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: Language,
}

/// What a certificate confirms besides the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The names alone.
    Dv,
    /// The organisation, too.
    Ov,
    /// The organisation, by the strictest rules.
    Ev,
}

/// What goes into the request.
struct Plan {
    kind: Kind,
    names: Vec<DnsName>,
    /// C, ST, L, O as far as given: the order of BR 7.1.4.2.
    place: Vec<(AttributeKind, String)>,
    key: KeyChoice,
}

pub(super) fn run(args: Args) -> Result<Outcome, Stop> {
    let locale = args.language.locale();
    let text = Text::of(locale);
    let judge = catalogue::judge(args.catalogue.as_deref(), args.product.as_deref(), args.rules.as_deref())?;
    let plan = if args.names.is_empty() { ask(&args, text)? } else { plan(&args, text)? };
    let base = args.out.clone().unwrap_or_else(|| plan.names[0].as_str().replacen('*', "wildcard", 1).into());
    let [key_path, csr_path] = ["key", "csr"].map(|ending| with_ending(&base, ending));
    for path in [&key_path, &csr_path] {
        if path.symlink_metadata().is_ok() {
            return Err(Stop::new(text.t1("new-exists", "file", path.display())).hint(text.t("new-exists.fix")));
        }
    }

    let mut subject: Vec<(AttributeKind, &str)> =
        plan.place.iter().map(|(kind, value)| (*kind, value.as_str())).collect();
    // A longer name stands among the SANs alone (BR 7.1.4.3: a CN is not needed).
    if plan.names[0].as_str().len() <= CN_CHARS_MAX {
        subject.push((AttributeKind::CommonName, plan.names[0].as_str()));
    }
    let key = NewKey::generate(plan.key).doing("key")?;
    let csr_pem = pem::encode("CERTIFICATE REQUEST", &key.csr(&subject, &plan.names).doing("CSR")?);

    let mut wanted = wanted(judge.product.as_ref(), vec![], SystemClock.now());
    wanted.subject = if plan.kind == Kind::Dv { SubjectUse::Ignored } else { SubjectUse::Printed };
    let inspected = Inspected::of(csr_pem.as_bytes(), &judge.standards, &judge.rules, wanted);
    let inspection = api::csr_inspection(&inspected, locale);
    let accepted = inspection.accepted;
    if accepted {
        let private = PrivateKey::from_der(&key.pkcs8().doing("key")?, None).doing("key")?;
        create(&key_path, private.to_pem().as_bytes(), PRIVATE)?;
        if let Err(stop) = create(&csr_path, csr_pem.as_bytes(), PUBLIC) {
            // A key without its request is of no use, and it was made a moment ago by this very command.
            let _ = fs::remove_file(&key_path);
            return Err(stop);
        }
    }
    let base = base.display().to_string();
    let asked = Asked { base: &base, subject: &subject, names: &plan.names, key: plan.key };
    match args.format {
        Format::Json => print_json(&json!({
            "key_file": accepted.then(|| key_path.display().to_string()),
            "csr_file": accepted.then(|| csr_path.display().to_string()),
            "csr": csr_pem,
            "inspection": inspection,
            "equivalents": {
                "openssl": asked.openssl(),
                "keytool": asked.keytool(),
                "certreq": asked.certreq(),
                "certreq_inf": asked.certreq_inf(),
                "plesk": asked.plesk().into_iter().collect::<std::collections::BTreeMap<_, _>>(),
            },
        }))?,
        Format::Text => {
            let mut out = report::text(&csr_path, &inspection, text);
            if accepted {
                out += &made(text, &asked, &key_path, &csr_path, &csr_pem);
            } else {
                out += &format!("\n{}\n", text.t("new-refused"));
            }
            print(&out)?;
        }
    }
    Ok(if accepted { Outcome::Fine } else { Outcome::Findings })
}

/// What was written, what to do with it, and the same with other tools.
fn made(text: Text, asked: &Asked<'_>, key: &Path, csr: &Path, csr_pem: &str) -> String {
    let (key, csr) = (key.display().to_string(), csr.display().to_string());
    let indented = |lines: &str| lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let mut out = format!("\n{}\n{}\n", text.t1("new-key", "file", &key), text.t1("new-csr", "file", &csr));
    out += &format!("\n{csr_pem}\n{}\n", text.t("new-passphrase"));
    out += &indented(&format!("openssl pkcs8 -topk8 -v2 aes256 -in {key} -out {key}.enc"));
    out += &format!("\n{}\n", text.t("new-equivalents"));
    let plesk: String = asked.plesk().into_iter().map(|(field, value)| format!("{field}: {value}\n")).collect();
    for (heading, lines) in [
        ("openssl", asked.openssl()),
        ("keytool (Java)", asked.keytool()),
        ("certreq (Windows): request.inf", format!("{}\n\n{}", asked.certreq_inf(), asked.certreq())),
        (
            "Plesk: Websites & Domains > SSL/TLS Certificates",
            if plesk.is_empty() { text.t("new-plesk-rsa") } else { plesk },
        ),
    ] {
        out += &format!("\n  {heading}\n{}", indented(&lines));
    }
    out
}

/// The plan from the command line alone.
fn plan(args: &Args, text: Text) -> Result<Plan, Stop> {
    let names = args.names.iter().map(|name| parse_name(name, text.locale)).collect::<Result<Vec<_>, _>>()?;
    let given = args.organization.is_some() || args.locality.is_some() || args.state.is_some();
    let kind = args.kind.unwrap_or(if given { Kind::Ov } else { Kind::Dv });
    if kind != Kind::Dv && args.organization.is_none() {
        return Err(Stop::new(text.t("new-organization-missing")).hint("--organization 'Example Co., Ltd.'"));
    }
    let country = args.country.clone().or_else(|| args.organization.is_some().then(|| "JP".to_owned()));
    let place = [
        (AttributeKind::Country, country),
        (AttributeKind::State, args.state.clone()),
        (AttributeKind::Locality, args.locality.clone()),
        (AttributeKind::Organization, args.organization.clone()),
    ];
    let place = place.into_iter().filter_map(|(attribute, value)| Some((attribute, value?))).collect();
    Ok(Plan { kind, names: distinct(names), place, key: args.key.unwrap_or_default() })
}

/// The plan by asking for whatever the command line leaves open.
fn ask(args: &Args, text: Text) -> Result<Plan, Stop> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Stop::new(text.t("new-name-missing")).hint("warifu csr new --name www.example.jp"));
    }
    let kind = match args.kind {
        Some(kind) => kind,
        None => question(&text.t("new-ask-kind"), "dv", |answer| Kind::from_str(answer, true).ok())?,
    };
    let names = question(&text.t("new-ask-names"), "", |answer| {
        let names: Result<Vec<_>, _> =
            answer.split([' ', ',']).filter(|part| !part.is_empty()).map(DnsName::parse).collect();
        names.ok().filter(|names| !names.is_empty())
    })?;
    let mut place = vec![];
    if kind != Kind::Dv {
        for (attribute, id, given, default) in [
            (AttributeKind::Country, "new-ask-country", &args.country, "JP"),
            (AttributeKind::State, "new-ask-state", &args.state, ""),
            (AttributeKind::Locality, "new-ask-locality", &args.locality, ""),
            (AttributeKind::Organization, "new-ask-organization", &args.organization, ""),
        ] {
            let filled = |answer: &str| (!answer.is_empty()).then(|| answer.to_owned());
            let value = given.clone().map_or_else(|| question(&text.t(id), default, filled), Ok)?;
            place.push((attribute, value));
        }
    }
    let key = match args.key {
        Some(key) => key,
        None => question(&text.t("new-ask-key"), "rsa-2048", |answer| KeyChoice::from_str(answer, true).ok())?,
    };
    Ok(Plan { kind, names: distinct(names), place, key })
}

/// Asks until the answer can be used, a few times.
fn question<T>(prompt: &str, default: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Stop> {
    for _ in 0..ATTEMPTS_MAX {
        let shown = if default.is_empty() { String::new() } else { format!(" [{default}]") };
        write!(io::stderr(), "{prompt}{shown}: ").doing("standard error")?;
        let mut answer = String::new();
        let octets = io::stdin().lock().take(ANSWER_OCTETS_MAX).read_line(&mut answer).doing("standard input")?;
        if octets == 0 {
            break;
        }
        let answer = answer.trim();
        if let Some(value) = read(if answer.is_empty() { default } else { answer }) {
            return Ok(value);
        }
    }
    Err(Stop::new(format_args!("{prompt}?")))
}

fn distinct(names: Vec<DnsName>) -> Vec<DnsName> {
    names.into_iter().fold(vec![], |mut distinct, name| {
        if !distinct.contains(&name) {
            distinct.push(name);
        }
        distinct
    })
}

/// The path with a further ending: `www.example.jp` has no extension to replace.
fn with_ending(base: &Path, ending: &str) -> PathBuf {
    let mut path = base.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    path.into()
}

/// Writes a file that was not there before.
fn create(path: &Path, content: &[u8], mode: u32) -> Result<(), Stop> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path).doing(path.display())?;
    file.write_all(content).and_then(|()| file.sync_all()).doing(path.display())
}
