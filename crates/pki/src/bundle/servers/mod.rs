//! What each kind of server reads, one file each: which files, the configuration to paste and the commands.
//!
//! A new server is a file here, its two lines below, and its messages `server-ID` in `servers.ftl`. In the texts,
//! `@base@` and the other words of [`super::Site`] stand for what the certificate says.

mod apache;
mod aws;
mod azure;
mod caddy;
mod cloudflare;
mod cpanel;
mod der;
mod dovecot;
mod exchange;
mod exim;
mod f5;
mod gcp;
mod haproxy;
mod iis;
mod java;
mod jetty;
mod lighttpd;
mod nginx;
mod nodejs;
pub(super) mod pem;
mod pkcs7;
mod plesk;
mod postfix;
mod tomcat;

use super::{
    FileKind::{self, Chain, Fullchain, Key, Leaf},
    Group,
};

/// Every kind of server, sorted by id.
pub(super) static ALL: &[&Spec] = &[
    &apache::SPEC,
    &aws::SPEC,
    &azure::SPEC,
    &caddy::SPEC,
    &cloudflare::SPEC,
    &cpanel::SPEC,
    &der::SPEC,
    &dovecot::SPEC,
    &exchange::SPEC,
    &exim::SPEC,
    &f5::SPEC,
    &gcp::SPEC,
    &haproxy::SPEC,
    &iis::SPEC,
    &java::SPEC,
    &jetty::SPEC,
    &lighttpd::SPEC,
    &nginx::SPEC,
    &nodejs::SPEC,
    &pem::SPEC,
    &pkcs7::SPEC,
    &plesk::SPEC,
    &postfix::SPEC,
    &tomcat::SPEC,
];

/// What else people call them, and the id that is meant.
pub(super) static ALIASES: &[(&str, &str)] = &[
    ("acm", "aws"),
    ("aws-acm", "aws"),
    ("httpd", "apache"),
    ("jks", "java"),
    ("keytool", "java"),
    ("p7b", "pkcs7"),
    ("pfx", "iis"),
    ("pkcs12", "iis"),
];

/// What one kind of server reads.
#[derive(Debug)]
pub(super) struct Spec {
    /// The word in URLs, on the command line and in the locales.
    pub(super) id: &'static str,
    /// Where it stands in lists.
    pub(super) group: Group,
    /// The files to install, without the certificate's name in front.
    pub(super) files: &'static [Item],
    /// Configuration to paste: name of the file, text.
    pub(super) configs: &'static [(&'static str, &'static str)],
    /// Commands that make key and CSR there; empty where that takes a click.
    pub(super) csr: &'static str,
    /// Commands that put the files in their place.
    pub(super) install: &'static str,
    /// Commands that make the server read them.
    pub(super) reload: &'static str,
    /// Commands that show what the server presents now.
    pub(super) check: &'static str,
}

/// One file to install.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) suffix: &'static str,
    pub(super) kind: FileKind,
    /// Whether the root belongs into it when the chain has one.
    pub(super) root: bool,
}

const fn item(suffix: &'static str, kind: FileKind) -> Item {
    Item { suffix, kind, root: false }
}

const fn with_root(suffix: &'static str, kind: FileKind) -> Item {
    Item { suffix, kind, root: true }
}

const FULLCHAIN_AND_KEY: &[Item] = &[item(".fullchain.pem", Fullchain), item(".key", Key)];
const PARTS_AND_KEY: &[Item] = &[item(".cert.pem", Leaf), item(".chain.pem", Chain), item(".key", Key)];

/// The most common way: openssl on the server or on any trusted machine.
const CSR_OPENSSL: &str = "\
openssl req -new -newkey rsa:2048 -nodes -sha256 -keyout @base@.key -out @base@.csr -subj /CN=@name@ -addext subjectAltName=@san@
";

/// A key that never leaves its Java key store.
const CSR_KEYTOOL: &str = "\
keytool -genkeypair -alias @base@ -keyalg RSA -keysize 2048 -storetype PKCS12 -keystore @base@.p12 -dname CN=@name@
keytool -certreq -alias @base@ -keystore @base@.p12 -file @base@.csr -ext SAN=@java_san@
";

const IMPORT_KEYTOOL: &str = "\
keytool -importcert -trustcacerts -alias @base@ -keystore @base@.p12 -file @base@.p7b
keytool -list -v -keystore @base@.p12
";

const CHECK_HTTPS: &str = "\
openssl s_client -connect @host@:443@sni@ </dev/null | openssl x509 -noout -serial -dates
";
