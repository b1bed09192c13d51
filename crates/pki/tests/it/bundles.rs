//! Bundles hold what each server needs, other programs read every file back, and none carries a key.

use std::{collections::BTreeSet, io::Read as _};

use warifu_pki::{
    Certificate,
    build::LeafSubject,
    bundle::{self, BundleFile, FileKind, Group, RootPolicy, Server, Site},
};

use crate::support::{Ca, Folder, Key, NOW};

fn server(id: &str) -> Server {
    id.parse().unwrap()
}

/// A CA and a leaf with its intermediate and root, for the names given.
fn chain(names: &[&str]) -> (Ca, Vec<Certificate>) {
    let (ca, key) = (Ca::new("One"), Key::p256());
    let leaf = ca.leaf(&key.spki(), names, LeafSubject::DomainValidated);
    let chain = vec![leaf, ca.intermediate.clone(), ca.root.clone()];
    (ca, chain)
}

fn names(files: &[BundleFile]) -> Vec<&str> {
    files.iter().map(|file| file.name.as_str()).collect()
}

/// How many certificates of leaf, intermediate, root openssl reads out of a file, in their order.
#[track_caller]
fn read_back(file: &BundleFile, chain: &[Certificate]) -> Vec<usize> {
    let folder = Folder::new(&file.name);
    folder.write("file", &file.bytes);
    let (fine, text) = match file.name.rsplit_once('.').unwrap().1 {
        "pem" => folder.openssl("crl2pkcs7 -nocrl -certfile file -out all"),
        "cer" => folder.openssl("x509 -inform DER -in file -out certificates"),
        "p7b" if file.bytes.starts_with(b"-") => folder.openssl("pkcs7 -in file -out all"),
        "p7b" => folder.openssl("pkcs7 -inform DER -in file -out all"),
        other => panic!("{other}"),
    };
    assert!(fine, "{}: {text}", file.name);
    if !file.name.ends_with(".cer") {
        assert!(folder.openssl("pkcs7 -in all -print_certs -out certificates").0);
    }
    let read = Certificate::from_pem_all(&folder.read("certificates")).unwrap();
    read.iter().map(|read| chain.iter().position(|one| one == read).unwrap()).collect()
}

/// Which certificates each file of each server holds: 0 is the leaf, 1 the intermediate, 2 the root.
#[test]
fn files_per_server() {
    const FULL: (&str, &[usize]) = (".fullchain.pem", &[0, 1]);
    const LEAF: (&str, &[usize]) = (".cert.pem", &[0]);
    const CHAIN: (&str, &[usize]) = (".chain.pem", &[1]);
    const P7B: (&str, &[usize]) = (".p7b", &[0, 1]);
    const P7B_TO_THE_ROOT: (&str, &[usize]) = (".p7b", &[0, 1, 2]);
    let (_, chain) = chain(&["*.example.jp", "example.jp"]);
    let site = Site::of(&chain, "*.example.jp");
    let mut seen = BTreeSet::new();
    for (id, wanted, configs) in [
        ("apache", &[FULL][..], &["apache.conf"][..]),
        ("aws", &[LEAF, CHAIN], &[]),
        ("azure", &[LEAF, (".ca-bundle.pem", &[1, 2])], &[]),
        ("caddy", &[FULL], &["Caddyfile"]),
        ("cloudflare", &[FULL], &[]),
        ("cpanel", &[LEAF, CHAIN], &[]),
        ("der", &[(".cer", &[0]), (".intermediate1.cer", &[1])], &[]),
        ("dovecot", &[FULL], &["dovecot-2.4.conf", "dovecot-2.3.conf"]),
        ("exchange", &[P7B], &[]),
        ("exim", &[FULL], &["exim-openssl.conf", "exim-gnutls.conf"]),
        ("f5", &[LEAF, CHAIN], &[]),
        ("gcp", &[FULL], &[]),
        ("haproxy", &[(".pem", &[0, 1])], &["haproxy.cfg"]),
        ("iis", &[P7B], &["request.inf"]),
        ("java", &[P7B_TO_THE_ROOT], &["application.properties"]),
        ("jetty", &[P7B_TO_THE_ROOT], &["ssl.ini"]),
        ("lighttpd", &[FULL], &["lighttpd.conf"]),
        ("nginx", &[FULL], &["nginx.conf"]),
        ("nodejs", &[FULL], &["server.mjs"]),
        ("pem", &[LEAF, CHAIN, FULL], &[]),
        ("pkcs7", &[P7B, (".der.p7b", &[0, 1])], &[]),
        ("plesk", &[LEAF, CHAIN], &[]),
        ("postfix", &[FULL], &["main.cf"]),
        ("tomcat", &[LEAF, CHAIN, P7B_TO_THE_ROOT], &["server-pem.xml", "server-keystore.xml"]),
    ] {
        let server = server(id);
        assert_eq!(server.as_str(), id);
        seen.insert(id);
        let files = bundle::files(server, &chain, &site, RootPolicy::WhereNeeded);
        let wanted_names: Vec<_> = wanted.iter().map(|(suffix, _)| format!("wildcard.example.jp{suffix}")).collect();
        let wanted_names: Vec<_> = wanted_names.iter().map(String::as_str).chain(configs.iter().copied()).collect();
        assert_eq!(names(&files), wanted_names, "{id}");
        for (file, (_, certificates)) in files.iter().zip(wanted) {
            assert_eq!(read_back(file, &chain), *certificates, "{id} {}", file.name);
        }

        // On request the root lies beside, and changes nothing else.
        let with_root = bundle::files(server, &chain, &site, RootPolicy::Beside);
        let root = with_root.iter().find(|file| file.name == "wildcard.example.jp.root.pem").unwrap();
        assert_eq!(read_back(root, &chain), [2], "{id}");
        assert_eq!(with_root.iter().filter(|file| *file != root).collect::<Vec<_>>(), files.iter().collect::<Vec<_>>());
        // Without a root at hand there is none to give.
        assert!(!names(&bundle::files(server, &chain[..2], &site, RootPolicy::Beside)).join(" ").contains("root.pem"));
    }
    assert_eq!(Server::all().map(Server::as_str).collect::<Vec<_>>(), seen.into_iter().collect::<Vec<_>>());
    assert_eq!("iis6".parse::<Server>(), Err(bundle::UnknownServer));
    for (said, id) in [("httpd", "apache"), ("aws-acm", "aws"), ("jks", "java"), ("p7b", "pkcs7"), ("pfx", "iis")] {
        assert_eq!(said.parse::<Server>().map(Server::as_str), Ok(id));
    }
    assert!(Group::ALL.iter().all(|group| Server::all().any(|server| server.group() == *group)));
}

/// Nothing that a shop makes holds a key, whatever the server reads.
#[test]
fn no_bundle_holds_a_key() {
    let (_, chain) = chain(&["www.example.jp"]);
    let site = Site::of(&chain, "www.example.jp");
    for server in Server::all() {
        for file in bundle::files(server, &chain, &site, RootPolicy::Beside) {
            let text = String::from_utf8_lossy(&file.bytes);
            assert!(!text.contains("PRIVATE KEY"), "{server} {}", file.name);
            let private = server.key_files(&site).any(|(name, _, _)| name == file.name);
            assert!(!private && !file.name.ends_with(".key"), "{server} {}", file.name);
        }
        // Whoever has the key finds it among the files under the name that the configuration says.
        assert!(server.key_files(&site).any(|(_, kind, _)| kind == FileKind::Key), "{server}");
    }
}

/// What is pasted speaks of this certificate, of files that are in the bundle, and leaves no placeholder.
#[test]
fn texts_are_filled() {
    let (_, chain) = chain(&["*.example.jp", "example.jp", "www.example.com"]);
    let site = Site::of(&chain, "*.example.jp");
    let folder = Folder::new("thumbprint");
    folder.write("leaf.cer", chain[0].der());
    let (_, print) = folder.openssl("x509 -inform DER -in leaf.cer -noout -fingerprint -sha1");
    let thumbprint = print.trim().rsplit('=').next().unwrap().replace(':', "");
    for server in Server::all() {
        let article = server.article(&site);
        let texts = [&article.csr, &article.install, &article.reload, &article.check].map(String::as_str);
        let all: Vec<_> = texts.into_iter().chain(article.configs.iter().map(|config| config.text.as_str())).collect();
        let all = all.join("\n");
        assert!(!all.contains("@base@") && !all.replace("--json @-", "").contains('@'), "{server}: {all}");
        for (name, kind) in &article.files {
            let told = all.contains(name.as_str()) || matches!(kind, FileKind::ChainDer | FileKind::Pkcs7);
            let by_hand = server.group() == Group::Panel || server.group() == Group::Files || kind.is_private();
            assert!(told || by_hand, "{server} says nothing about {name}");
        }
    }
    let gcp = text(&site, "gcp");
    assert!(gcp.contains("ssl-certificates create tls-wildcard-example-jp "), "{gcp}");
    let iis = text(&site, "iis");
    assert!(iis.contains(&format!("-CertificateThumbPrint {thumbprint} ")), "{iis}");
    assert!(text(&site, "tomcat").contains("type=\"EC\""));
}

/// Everything that is printed for a server.
fn text(site: &Site, id: &str) -> String {
    let article = server(id).article(site);
    let configs: String = article.configs.into_iter().map(|config| config.text).collect();
    [article.csr, article.install, article.reload, article.check, configs].concat()
}

/// A server is configured and looked up under what its certificate covers: SANs of the certificate, a server, what is said.
#[test]
fn hosts_are_covered() {
    const BOTH: &str = "DNS:*.example.jp,DNS:example.jp,DNS:www.example.com";
    const WILDCARD: &str = "DNS:*.example.co.jp";
    const FOREIGN: &str = "DNS:*.example.jp,DNS:www.example.com";
    const IPV4: &str = "IP:192.0.2.1";
    const IPV6: &str = "IP:2001:db8::1";
    const MIXED: &str = "DNS:www.example.jp,IP:192.0.2.1,IP:2001:db8::1";
    let folder = Folder::new("hosts");
    for (san, id, said) in [
        (BOTH, "nginx", "server_name *.example.jp example.jp www.example.com;"),
        (
            BOTH,
            "apache",
            ":443>\n    ServerName example.jp\n    ServerAlias *.example.jp www.example.com\n\n    SSLEngine",
        ),
        (BOTH, "caddy", "*.example.jp, example.jp, www.example.com {"),
        (
            BOTH,
            "nginx",
            "-subj /CN=example.jp -addext subjectAltName=DNS:*.example.jp,DNS:example.jp,DNS:www.example.com\n",
        ),
        (BOTH, "java", "SAN=dns:*.example.jp,dns:example.jp,dns:www.example.com"),
        (BOTH, "iis", "2.5.29.17 = \"{text}dns=*.example.jp&dns=example.jp&dns=www.example.com\""),
        (BOTH, "iis", " -BindingInformation '*:443:example.jp' -SslFlag Sni -Protocol https"),
        (BOTH, "nginx", "s_client -connect example.jp:443 -servername example.jp </dev/null"),
        (WILDCARD, "nginx", "server_name *.example.co.jp;"),
        (WILDCARD, "apache", ">\n    ServerName www.example.co.jp\n    ServerAlias *.example.co.jp\n\n    SSLEngine"),
        (WILDCARD, "caddy", "*.example.co.jp {"),
        (WILDCARD, "nginx", "-subj /CN=*.example.co.jp -addext subjectAltName=DNS:*.example.co.jp\n"),
        (WILDCARD, "java", "-dname CN=*.example.co.jp\n"),
        (WILDCARD, "iis", "'*:443:*.example.co.jp' -SslFlag Sni"),
        (WILDCARD, "exim", "-connect www.example.co.jp:25 "),
        (WILDCARD, "tomcat", "-connect www.example.co.jp:8443 -servername www.example.co.jp </dev/null"),
        (WILDCARD, "plesk", "-domain www.example.co.jp "),
        (FOREIGN, "apache", "ServerName www.example.com\n    ServerAlias *.example.jp\n"),
        (IPV4, "nginx", "server_name 192.0.2.1;"),
        (IPV4, "apache", ">\n    ServerName 192.0.2.1\n\n    SSLEngine"),
        (IPV4, "caddy", "192.0.2.1 {"),
        (IPV4, "nginx", "-subj /CN=192.0.2.1 -addext subjectAltName=IP:192.0.2.1\n"),
        (IPV4, "nginx", "s_client -connect 192.0.2.1:443 </dev/null"),
        (IPV4, "iis", " -BindingInformation '192.0.2.1:443:' -Protocol https"),
        (IPV6, "nginx", "server_name [2001:db8::1];"),
        (IPV6, "apache", ":443>\n    ServerAlias [2001:db8::1]\n\n    SSLEngine"),
        (IPV6, "caddy", "[2001:db8::1] {"),
        (IPV6, "nginx", "-subj /CN=2001:db8::1 -addext subjectAltName=IP:2001:db8::1\n"),
        (IPV6, "java", "-ext SAN=ip:2001:db8::1\n"),
        (IPV6, "iis", "2.5.29.17 = \"{text}ipaddress=2001:db8::1\""),
        (IPV6, "iis", "'[2001:db8::1]:443:' -Protocol"),
        (IPV6, "postfix", "-connect [2001:db8::1]:25 "),
        (IPV6, "dovecot", "-connect [2001:db8::1]:993 </dev/null"),
        (MIXED, "nginx", "server_name www.example.jp 192.0.2.1 [2001:db8::1];"),
        (MIXED, "apache", "ServerName www.example.jp\n    ServerAlias 192.0.2.1 [2001:db8::1]\n"),
        (MIXED, "nginx", "subjectAltName=DNS:www.example.jp,IP:192.0.2.1,IP:2001:db8::1\n"),
        (MIXED, "nginx", "-connect www.example.jp:443 -servername www.example.jp "),
    ] {
        let made = folder.openssl(&format!(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out leaf -subj / -addext \
             subjectAltName={san}"
        ));
        assert!(made.0, "{}", made.1);
        let leaf = Certificate::from_pem_all(&folder.read("leaf")).unwrap();
        let text = text(&Site::of(&leaf, "files"), id);
        assert!(text.contains(said), "{id}: {said}\n{text}");
    }
    // Where a certificate names nobody, its files' name is all that is left; it is never left empty.
    assert!(text(&Site::of(&[], "a"), "nginx").contains("server_name a;"));
}

/// Every file of ours that a command or a configuration names is there by then: in the bundle, made by the key's owner under
/// that name, or written by a command before.
#[test]
fn named_files_are_there() {
    // A base that is no host, so that every occurrence is a file or what a command calls the certificate.
    const BASE: &str = "our-files";
    let (_, chain) = chain(&["www.example.jp"]);
    let site = Site::of(&chain, BASE);
    for server in Server::all() {
        let files = bundle::files(server, &chain, &site, RootPolicy::WhereNeeded);
        let mut there: BTreeSet<String> = files.into_iter().map(|file| file.name).collect();
        there.extend(server.key_files(&site).map(|(name, _, _)| name));
        // What is named without a suffix, and F5's object for the intermediates, are no files.
        there.extend([BASE, &format!("{BASE}.csr")].map(str::to_owned));
        there.extend((server.as_str() == "f5").then(|| format!("{BASE}.chain")));
        let article = server.article(&site);
        let configs = article.configs.iter().map(|config| config.text.as_str());
        for text in [&*article.csr, &*article.install, &*article.reload, &*article.check].into_iter().chain(configs) {
            for (at, _) in text.match_indices(BASE) {
                let end = text[at..].find(|c: char| !c.is_ascii_alphanumeric() && !"-._".contains(c));
                let name = &text[at..end.map_or(text.len(), |end| at + end)];
                if text[..at].ends_with("-out ") {
                    there.insert(name.to_owned());
                }
                assert!(there.contains(name), "{server} names {name}: {text}");
            }
        }
    }
}

#[test]
fn names_are_safe() {
    let (_, chain) = chain(&["www.example.jp"]);
    for (base, name) in [
        ("www.example.jp", "www.example.jp.cert.pem"),
        ("../../etc/passwd", "etc-passwd.cert.pem"),
        ("a\\b\0c", "a-b-c.cert.pem"),
        ("..", "certificate.cert.pem"),
        ("日本", "certificate.cert.pem"),
    ] {
        let files = bundle::files(Server::PEM, &chain, &Site::of(&chain, base), RootPolicy::WhereNeeded);
        assert_eq!(files[0].name, name);
    }
}

/// Chains that are not as they should be still give what there is, and no empty file.
#[test]
fn odd_chains() {
    let (ca, chain) = chain(&["www.example.jp"]);
    for (given, wanted) in [
        (&[][..], &[][..]),
        (&chain[..1], &["a.cert.pem", "a.fullchain.pem"]),
        (std::slice::from_ref(&ca.root), &["a.cert.pem", "a.fullchain.pem"]),
        (&[chain[0].clone(), ca.root.clone()], &["a.cert.pem", "a.fullchain.pem"]),
    ] {
        let files = bundle::files(Server::PEM, given, &Site::of(given, "a"), RootPolicy::WhereNeeded);
        assert_eq!(names(&files), wanted);
    }
}

/// The files come back, and the same files and time give the same octets.
#[test]
fn zips() {
    let (_, chain) = chain(&["www.example.jp"]);
    let files = bundle::files(Server::PEM, &chain, &Site::of(&chain, "www.example.jp"), RootPolicy::WhereNeeded);
    let archive = bundle::zip(&files, NOW).unwrap();
    assert_eq!(archive, bundle::zip(&files, NOW).unwrap());
    let mut read = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    assert_eq!(read.len(), files.len());
    for (at, file) in files.iter().enumerate() {
        let mut entry = read.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert_eq!((&*entry.name().unwrap(), &bytes), (file.name.as_str(), &file.bytes));
        assert_eq!(entry.last_modified().unwrap().to_string(), "2026-11-22 00:00:00");
    }
    assert!(bundle::zip(&[files[0].clone(), files[0].clone()], NOW).is_err());
}
