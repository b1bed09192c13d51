//! `warifu bundle`: the files that one kind of server reads, with the key where it is given. Nothing leaves this machine.

use std::{
    cmp::Reverse,
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use serde_json::json;
use warifu_app::SystemClock;
use warifu_domain::{
    people::Locale,
    world::{Clock, Random},
};
use warifu_pki::{
    Certificate, Finding, Intermediates, Pile, Roots, Severity, World,
    bundle::{self, FileKind, RootPolicy, Server, Site},
    chain,
    keystore::{Contents, Identity, KeystoreError, Password, jks, pkcs12},
    pbe::{Cipher, Seed},
    pile::{FILE_OCTETS_MAX, Source},
    private_key::PrivateKey,
};
use warifu_render::{
    Text,
    help::{HowTo, Part},
};
use warifu_web::api;
use zeroize::Zeroizing;

use crate::{
    cmd::{Format, print, print_json},
    language::Language,
    parts::{SystemRandom, catalogue},
    stop::{Doing, Outcome, Stop},
};

/// Readable and writable by the owner alone.
const PRIVATE: u32 = 0o600;
const PUBLIC: u32 = 0o644;
/// A folder whose files may hold a key.
const FOLDER: u32 = 0o700;
/// Longest file with a password, in octets.
const PASSWORD_OCTETS_MAX: u64 = 4 * 1024;
/// Octets that PKCS#12 takes of chance: two salts with IVs, and the MAC's salt.
const SEED_OCTETS: usize = 5 * 16;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The certificate: PEM, DER, PKCS#7, PKCS#12 or JKS; what else is in it helps to complete the chain.
    #[arg(long, value_name = "FILE")]
    cert: PathBuf,
    /// Intermediates and roots, in any order; repeat it for more files.
    #[arg(long = "chain", value_name = "FILE")]
    chains: Vec<PathBuf>,
    /// The private key; with it, key file and key stores are written too. It stays on this machine.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Kind of server, such as `nginx`, `iis`, `tomcat` or `pem`.
    #[arg(long)]
    server: String,
    /// Folder to write to; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// File whose first line becomes the password of the key stores.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Encrypt PKCS#12 as old programs need it (triple DES, SHA-1): Windows Server 2016, Java 8 before 8u301.
    #[arg(long, requires = "password_file")]
    legacy: bool,
    /// File whose first line is the passphrase of the key, or of the key store that is read.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Trust the roots in this file instead of those of browsers: for a CA of your own.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Also write the root certificate as a file of its own.
    #[arg(long)]
    root: bool,
    /// Replace files that are already there.
    #[arg(long)]
    force: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: Language,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Stop> {
    let locale = args.language.locale();
    let text = Text::of(locale);
    let server: Server = args.server.parse().map_err(|_| {
        let known: Vec<_> = Server::all().map(Server::as_str).collect();
        Stop::new(text.t1("bundle-server-unknown", "server", &args.server)).hint(known.join(" "))
    })?;
    let passphrase = args.passphrase_file.as_deref().map(first_line).transpose()?;
    let input = match Input::read(args, passphrase.as_deref().map(String::as_str)) {
        Ok(input) => input,
        Err(Fault::Finding(finding)) => return refuse(&finding, args.format, locale),
        Err(Fault::Stop(stop)) => return Err(stop),
    };

    let mut findings = input.findings.clone();
    let site = Site::of(&input.full, &base(&input.full[0]));
    let policy = if args.root { RootPolicy::Beside } else { RootPolicy::WhereNeeded };
    let public = bundle::files(server, &input.full, &site, policy).into_iter();
    let mut files: Vec<Written> = public.map(|file| Written::new(file.name, file.bytes, false)).collect();
    if let Some(key) = &input.key {
        let password = args.password_file.as_deref().map(first_line).transpose()?;
        let cipher = if args.legacy { Cipher::TripleDes } else { Cipher::Aes256 };
        match with_key(server, &site, key, &input, password.as_deref().map(String::as_str), cipher) {
            Ok((private, skipped)) => {
                files.extend(private);
                findings.extend(skipped);
            }
            Err(error) => return refuse(&error.finding(), args.format, locale),
        }
    }
    findings.sort_by_key(|finding| Reverse(finding.severity));
    let is_fine = !findings.iter().any(Finding::is_error);
    write_all(&files, args, text)?;
    let mut howto = HowTo::new(text, server, &site);
    // A key store that was written is complete, so that nothing has to be brought into it.
    if server.key_files(&site).any(|(name, kind, _)| kind == FileKind::Pkcs12 && files.iter().any(|f| f.name == name)) {
        howto = howto.with_key_store(text);
    }
    match args.format {
        Format::Json => print_json(&json!({
            "server": server.as_str(),
            "folder": args.out.display().to_string(),
            "files": files.iter().map(|file| json!({
                "name": file.name,
                "what": file.what(&howto),
                "private": file.private,
            })).collect::<Vec<_>>(),
            "findings": api::findings(&findings, locale),
            "next": if is_fine { next_steps(&howto) } else { vec![] },
        }))?,
        Format::Text => {
            let mut lines = told(&files, &findings, &howto, args, text);
            if is_fine {
                lines.push(format!("\n{}", text.t1("bundle-next", "server", &howto.name)));
                lines.extend(next_steps(&howto).into_iter().map(|step| format!("  {step}")));
            }
            print(&lines.join("\n"))?;
        }
    }
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}

/// Why there is no bundle.
enum Fault {
    /// What is in the files.
    Finding(Finding),
    /// The files themselves.
    Stop(Stop),
}

impl From<Finding> for Fault {
    fn from(finding: Finding) -> Self {
        Self::Finding(finding)
    }
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// What was read.
struct Input {
    findings: Vec<Finding>,
    /// Leaf first; the root last if there is one.
    full: Vec<Certificate>,
    key: Option<PrivateKey>,
}

impl Input {
    /// Reads every file and puts the chain together.
    fn read(args: &Args, passphrase: Option<&str>) -> Result<Self, Fault> {
        let paths: Vec<&PathBuf> = [&args.cert].into_iter().chain(&args.chains).chain(&args.key).collect();
        let mut certificates = Vec::new();
        let mut keys = Vec::new();
        let mut unused = Vec::new();
        let mut leaf = None;
        for (at, path) in paths.iter().enumerate() {
            let contents = open(path, &read_small(path, FILE_OCTETS_MAX as u64)?, passphrase)?;
            if at == 0 {
                let found = contents.certificates.iter();
                leaf = found.clone().find(|one| !one.is_ca()).or(contents.certificates.first()).cloned();
            }
            // The key's file often holds the chain too; what is known already is not there twice.
            let is_key = at > args.chains.len();
            let is_new = |one: &Certificate| !is_key || !certificates.contains(one);
            let new: Vec<_> = contents.certificates.into_iter().filter(is_new).collect();
            certificates.extend(new);
            // A key that lies beside a certificate is only used when it was named as the key.
            if is_key {
                keys.extend(contents.keys);
            } else {
                unused.extend(contents.keys.into_iter().map(|key| (*path, key)));
            }
        }
        let leaf = leaf.ok_or_else(|| error("bundle_no_certificate").with("file", args.cert.display()))?;
        if leaf.is_ca() {
            return Err(error("certificate_is_ca").into());
        }
        let key = keys.into_iter().find(|key| key.spki_der() == leaf.spki_der());
        if let (Some(path), None) = (&args.key, &key) {
            return Err(error("bundle_key_mismatch").with("file", path.display()).into());
        }
        let (roots, intermediates) = trusted(args.ca.as_deref())?;
        let now = SystemClock.now().unix_seconds();
        let world = World { intermediates: &intermediates, ..World::of(&roots, now) };
        let chain = chain::of_pile(&leaf, &certificates, &world)?;
        let mut findings = chain.findings.clone();
        if leaf.not_after() < now {
            findings.push(error("certificate_expired").with("not_after", leaf.not_after()));
        }
        let beside = unused.iter().find(|(_, key)| key.spki_der() == leaf.spki_der()).filter(|_| args.key.is_none());
        if let Some((path, _)) = beside {
            let notice = Finding::new("bundle_key_unused", Severity::Notice, "warifu").on("key");
            findings.push(notice.with("file", path.display()));
        }
        let mut full = chain.certificates();
        let last = full.last().unwrap_or(&leaf);
        // A CA of one's own may be trusted by nobody, and yet its root belongs into a key store.
        let given = certificates.iter().find(|one| one.is_self_signed() && last.names_as_issuer(one) && *one != last);
        let root = chain.best.root().or(given).filter(|root| !full.contains(root)).cloned();
        full.extend(root);
        Ok(Self { findings, full, key })
    }
}

/// Everything in one file.
fn open(path: &Path, octets: &[u8], passphrase: Option<&str>) -> Result<Contents, Finding> {
    let name = path.display().to_string();
    let source = Source { name: &name, octets };
    let pile = Pile::read_with_keys(&[source], passphrase.map(str::as_bytes));
    if let Some(wrong) = pile.findings.iter().find(|finding| finding.is_error()) {
        return Err(wrong.clone());
    }
    let certificates = pile.certificates().cloned().collect();
    let keys = pile.entries.into_iter().filter_map(warifu_pki::pile::Entry::into_private_key).collect();
    Ok(Contents { keys, certificates, name: None })
}

/// What the files are called: the first name or address of the certificate, or else its CN.
fn base(leaf: &Certificate) -> String {
    let address = || leaf.addresses().first().map(ToString::to_string);
    let named = leaf.names().first().map(|name| name.host().to_owned()).or_else(address);
    named.unwrap_or_else(|| leaf.common_name().unwrap_or("certificate").to_owned())
}

/// Whom to trust, and the table that goes with them.
fn trusted(ca: Option<&Path>) -> Result<(Roots, Intermediates), Stop> {
    let Some(path) = ca else { return Ok((catalogue::roots(None)?, catalogue::intermediates(None)?)) };
    let octets = read_small(path, FILE_OCTETS_MAX as u64)?;
    let roots = Certificate::from_pem_all(&octets);
    let roots = roots.map_err(|finding| Stop::new(format_args!("{}: {}", path.display(), finding.code)))?;
    Ok((Roots::of(roots), Intermediates::default()))
}

/// A file to be written.
struct Written {
    name: String,
    octets: Zeroizing<Vec<u8>>,
    private: bool,
}

impl Written {
    fn new(name: String, octets: Vec<u8>, private: bool) -> Self {
        Self { name, octets: Zeroizing::new(octets), private }
    }

    /// What it is, in words; configuration is called by its name alone.
    fn what<'a>(&self, howto: &'a HowTo) -> &'a str {
        let all = howto.zip.iter().chain(&howto.own);
        all.into_iter().find(|(name, _)| *name == self.name).map_or("", |(_, what)| what)
    }
}

/// Key file and key stores; key stores need a password, and without one a finding names them.
fn with_key(
    server: Server,
    site: &Site,
    key: &PrivateKey,
    input: &Input,
    password: Option<&str>,
    cipher: Cipher,
) -> Result<(Vec<Written>, Option<Finding>), KeystoreError> {
    let password = password.map(Password::for_new).transpose()?;
    let (mut files, mut skipped) = (Vec::new(), Vec::new());
    for (name, kind, with_root) in server.key_files(site) {
        let until =
            input.full.iter().skip(1).position(Certificate::is_self_signed).map_or(input.full.len(), |at| at + 1);
        let chain = if with_root { &input.full[..] } else { input.full.get(..until).unwrap_or_default() };
        let identity = Identity { key, chain, name: site.base() };
        let octets = match (kind, &password) {
            (FileKind::Pkcs12, Some(password)) => pkcs12::write(&identity, password, cipher, &seeds())?,
            (FileKind::Jks, Some(password)) => {
                let mut salt = [0; 20];
                SystemRandom.fill(&mut salt);
                jks::write(&identity, password, &salt, SystemClock.now().unix_seconds())?
            }
            (FileKind::Pkcs12 | FileKind::Jks, None) => {
                skipped.push(name);
                continue;
            }
            _ => key.to_pem().as_bytes().to_vec(),
        };
        files.push(Written::new(name, octets, true));
    }
    let notice = Finding::new("bundle_keystore_skipped", Severity::Notice, "RFC 7292").on("keystore");
    Ok((files, (!skipped.is_empty()).then(|| notice.with("files", skipped.join(", ")))))
}

fn seeds() -> pkcs12::Seeds {
    let mut octets = [0; SEED_OCTETS];
    SystemRandom.fill(&mut octets);
    let part = |at: usize| {
        let mut part = [0; 16];
        part.copy_from_slice(&octets[at * 16..(at + 1) * 16]);
        part
    };
    let seed = |at| Seed { salt: part(at), iv: part(at + 1) };
    pkcs12::Seeds { certificates: seed(0), key: seed(2), mac_salt: part(4) }
}

/// Writes everything, or nothing when one of the files is there already and not to be replaced.
fn write_all(files: &[Written], args: &Args, text: Text) -> Result<(), Stop> {
    fs::DirBuilder::new().recursive(true).mode(FOLDER).create(&args.out).doing(args.out.display())?;
    let there = files.iter().map(|file| args.out.join(&file.name)).find(|path| path.symlink_metadata().is_ok());
    if let Some(path) = there.filter(|_| !args.force) {
        return Err(Stop::new(text.t1("bundle-exists", "file", path.display())).hint(text.t("bundle-exists.fix")));
    }
    for file in files {
        put(&args.out.join(&file.name), file).doing(args.out.join(&file.name).display())?;
    }
    Ok(())
}

/// Puts one file in its place: never half of it, and a key never with the permissions of the file before.
fn put(path: &Path, file: &Written) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    // Left behind by a run that was cut off.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mode = if file.private { PRIVATE } else { PUBLIC };
    let mut new = OpenOptions::new().write(true).create_new(true).mode(mode).open(&beside)?;
    new.write_all(&file.octets)?;
    new.sync_all()?;
    fs::rename(&beside, path)
}

fn read_small(path: &Path, octets_max: u64) -> Result<Zeroizing<Vec<u8>>, Stop> {
    let mut octets = Zeroizing::new(Vec::new());
    let file = File::open(path).doing(path.display())?;
    file.take(octets_max + 1).read_to_end(&mut octets).doing(path.display())?;
    Ok(octets)
}

/// The first line of a file, without its end. Blanks may belong to a password.
fn first_line(path: &Path) -> Result<Zeroizing<String>, Stop> {
    let octets = read_small(path, PASSWORD_OCTETS_MAX)?;
    let text = std::str::from_utf8(&octets).doing(path.display())?;
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}

fn error(code: &'static str) -> Finding {
    Finding::new(code, Severity::Error, "RFC 5280").on("certificate")
}

fn refuse(finding: &Finding, format: Format, locale: Locale) -> Result<Outcome, Stop> {
    let finding = api::finding(finding, locale);
    match format {
        Format::Json => print_json(&json!({ "files": [], "findings": [finding] }))?,
        Format::Text => {
            let fix = finding.fix.map(|fix| format!("\n\nhint: {fix}")).unwrap_or_default();
            writeln!(io::stderr(), "error: {}{fix}", finding.message).doing("standard error")?;
        }
    }
    Ok(Outcome::Findings)
}

/// What was written, and what is to be said about it.
fn told(files: &[Written], findings: &[Finding], howto: &HowTo, args: &Args, text: Text) -> Vec<String> {
    let mut lines = vec![text.t1("bundle-written", "folder", args.out.display())];
    let width = files.iter().map(|file| file.name.len()).max().unwrap_or(0);
    for file in files {
        let private = if file.private { text.t("bundle-private") } else { String::new() };
        lines.push(format!("  {:width$}  {}{private}", file.name, file.what(howto)).trim_end().to_owned());
    }
    for finding in findings {
        let severity = text.of_code("report", finding.severity.as_str());
        let words = api::finding(finding, text.locale);
        lines.push(format!("\n{severity}: {}", words.message));
        lines.extend(words.fix.map(|fix| format!("  {fix}")));
    }
    lines
}

/// The way from the files to the server that uses them: sentences, and commands as they are typed.
fn next_steps(howto: &HowTo) -> Vec<String> {
    let part = |part: &Part| -> Vec<String> {
        let sentence = |words: &Vec<(bool, String)>| {
            words.iter().map(|(code, word)| if *code { format!("`{word}`") } else { word.clone() }).collect::<String>()
        };
        let files = part.configs.iter().map(|config| format!("  {}", config.name));
        let commands = part.commands.lines().map(|line| format!("  {line}"));
        part.steps.iter().map(sentence).chain(files).chain(commands).collect()
    };
    [&howto.place, &howto.usage, &howto.reload, &howto.check].into_iter().flat_map(part).collect()
}
