//! Bundles hold what the server needs, re-parse, and never carry a root.

use warifu_pki::{
    Certificate,
    build::LeafSubject,
    bundle::{self, Server},
};

use crate::support::{Ca, Key, NOW};

#[test]
fn files_per_server() {
    let (ca, key) = (Ca::new("One"), Key::p256());
    let leaf = ca.leaf(&key.spki(), &["*.example.jp", "example.jp"], LeafSubject::DomainValidated);
    let sent = [leaf.clone(), ca.intermediate.clone()];
    let with_root = [leaf.clone(), ca.intermediate.clone(), ca.root.clone()];
    for (server, names) in [
        (Server::Nginx, &["wildcard.example.jp.fullchain.pem", "nginx.conf"][..]),
        (Server::Apache, &["wildcard.example.jp.fullchain.pem", "apache.conf"]),
        (
            Server::Pem,
            &["wildcard.example.jp.cert.pem", "wildcard.example.jp.chain.pem", "wildcard.example.jp.fullchain.pem"],
        ),
    ] {
        let files = bundle::files(server, &with_root, "*.example.jp");
        assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), names);
        for file in files.iter().filter(|file| file.name.ends_with(".pem")) {
            let read = Certificate::from_pem_all(&file.bytes).unwrap();
            let expected = match file.name.as_str() {
                name if name.ends_with(".cert.pem") => &sent[..1],
                name if name.ends_with(".chain.pem") => &sent[1..],
                _ => &sent,
            };
            assert_eq!(read, expected, "{server} {}", file.name);
        }
        assert_eq!(server.as_str().parse(), Ok(server));
        if let Some(config) = files.iter().find(|file| file.name.ends_with(".conf")) {
            let text = String::from_utf8(config.bytes.clone()).unwrap();
            assert!(text.contains("/wildcard.example.jp.fullchain.pem") && text.contains("*.example.jp"), "{text}");
        }
    }
    assert_eq!("iis6".parse::<Server>(), Err(bundle::UnknownServer));
}

#[test]
fn names_are_safe() {
    for (base, name) in [
        ("www.example.jp", "www.example.jp.cert.pem"),
        ("../../etc/passwd", "etc-passwd.cert.pem"),
        ("a\\b\0c", "a-b-c.cert.pem"),
        ("..", "certificate.cert.pem"),
        ("日本", "certificate.cert.pem"),
    ] {
        assert_eq!(bundle::files(Server::Pem, &[], base)[0].name, name);
    }
}

/// The files come back, and the same files and time give the same octets.
#[test]
fn zips() {
    let ca = Ca::new("One");
    let files = bundle::files(Server::Pem, &[ca.intermediate], "www.example.jp");
    let archive = bundle::zip(&files, NOW).unwrap();
    assert_eq!(archive, bundle::zip(&files, NOW).unwrap());
    let mut read = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    assert_eq!(read.len(), files.len());
    for (at, file) in files.iter().enumerate() {
        let mut entry = read.by_index(at).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        assert_eq!((&*entry.name().unwrap(), &bytes), (file.name.as_str(), &file.bytes));
        assert_eq!(entry.last_modified().unwrap().to_string(), "2026-11-22 00:00:00");
    }
    assert!(bundle::zip(&[files[0].clone(), files[0].clone()], NOW).is_err());
}
