//! What a customer installs: the chain in the files that his server reads, with the configuration to paste, as a zip.
//!
//! Never a private key, and no root: servers do not send it. A new server is a variant, a line in [`Server::ALL`] and
//! a match arm in [`files`].

use std::{fmt, io::Cursor, io::Write as _, str::FromStr};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{Certificate, der::Civil};

/// A kind of server that bundles are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Server {
    /// Apache HTTP Server 2.4.8 and later.
    Apache,
    /// nginx.
    Nginx,
    /// Plain PEM files, for everything else.
    Pem,
}

impl Server {
    /// Every kind, sorted by name.
    pub const ALL: [Self; 3] = [Self::Apache, Self::Nginx, Self::Pem];

    /// The word in URLs and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Apache => "apache",
            Self::Nginx => "nginx",
            Self::Pem => "pem",
        }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word names no server of [`Server::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownServer;

impl fmt::Display for UnknownServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown kind of server")
    }
}

impl std::error::Error for UnknownServer {}

impl FromStr for Server {
    type Err = UnknownServer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|server| server.as_str() == text).ok_or(UnknownServer)
    }
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The files for a server. `chain` is leaf first; `base` names the files, usually the first name of the certificate.
pub fn files(server: Server, chain: &[Certificate], base: &str) -> Vec<BundleFile> {
    let base = file_base(base);
    let chain: Vec<_> =
        chain.iter().enumerate().filter(|(at, c)| *at == 0 || !c.is_self_signed()).map(|(_, c)| c).collect();
    let pem = |part: &[&Certificate]| part.iter().map(|c| c.to_pem()).collect::<String>();
    let (leaf, rest) = chain.split_at(chain.len().min(1));
    let file =
        |suffix: &str, content: String| BundleFile { name: format!("{base}{suffix}"), bytes: content.into_bytes() };
    match server {
        Server::Nginx => vec![
            file(".fullchain.pem", pem(&chain)),
            BundleFile { name: "nginx.conf".into(), bytes: nginx(&base, leaf).into_bytes() },
        ],
        Server::Apache => vec![
            file(".fullchain.pem", pem(&chain)),
            BundleFile { name: "apache.conf".into(), bytes: apache(&base, leaf).into_bytes() },
        ],
        Server::Pem => {
            vec![file(".cert.pem", pem(leaf)), file(".chain.pem", pem(rest)), file(".fullchain.pem", pem(&chain))]
        }
    }
}

/// A zip of files, the same octets for the same files and time (seconds since 1970; zip knows 1980 to 2107).
///
/// # Errors
/// An error of the zip writer, which writes to memory: two files of one name.
pub fn zip(files: &[BundleFile], unix_seconds: i64) -> Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o644)
        .last_modified_time(zip_time(unix_seconds).unwrap_or_default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.name.as_str(), options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn zip_time(unix: i64) -> Option<zip::DateTime> {
    let Civil { year, month, day, hour, minute, second } = Civil::from_unix(unix);
    let small = |n: i64| u8::try_from(n).ok();
    let year = u16::try_from(year).ok()?;
    zip::DateTime::from_date_and_time(year, small(month)?, small(day)?, small(hour)?, small(minute)?, small(second)?)
        .ok()
}

/// A name that is safe on every file system: a wildcard's star becomes a word, everything odd a hyphen.
fn file_base(base: &str) -> String {
    let base = base.replacen("*.", "wildcard.", 1);
    let base: String =
        base.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '-' }).collect();
    let base = base.trim_matches(['.', '-']);
    if base.is_empty() { "certificate".to_owned() } else { base.chars().take(100).collect() }
}

/// `www.example.jp *.example.jp`
fn server_names(leaf: &[&Certificate]) -> String {
    let names = leaf.iter().flat_map(|leaf| leaf.names()).map(|name| name.as_str());
    names.collect::<Vec<_>>().join(" ")
}

fn nginx(base: &str, leaf: &[&Certificate]) -> String {
    format!(
        "server {{\n    listen 443 ssl;\n    listen [::]:443 ssl;\n    server_name {};\n\n    \
         ssl_certificate     /etc/nginx/tls/{base}.fullchain.pem;\n    \
         ssl_certificate_key /etc/nginx/tls/{base}.key;\n    \
         ssl_protocols       TLSv1.2 TLSv1.3;\n}}\n",
        server_names(leaf)
    )
}

fn apache(base: &str, leaf: &[&Certificate]) -> String {
    let names = server_names(leaf);
    let (first, others) = names.split_once(' ').unwrap_or((&names, ""));
    // ServerName takes no wildcard; ServerAlias does.
    let server_name = first.trim_start_matches("*.");
    let aliases =
        [first, others].into_iter().filter(|n| !n.is_empty() && *n != server_name).collect::<Vec<_>>().join(" ");
    let alias_line = if aliases.is_empty() { String::new() } else { format!("    ServerAlias {aliases}\n") };
    format!(
        "<VirtualHost *:443>\n    ServerName {server_name}\n{alias_line}\n    SSLEngine on\n    \
         SSLCertificateFile    /etc/apache2/tls/{base}.fullchain.pem\n    \
         SSLCertificateKeyFile /etc/apache2/tls/{base}.key\n    \
         SSLProtocol           -all +TLSv1.2 +TLSv1.3\n</VirtualHost>\n"
    )
}
