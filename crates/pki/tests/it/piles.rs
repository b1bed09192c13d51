//! Piles of files: everything openssl writes is recognised, and what belongs together is found.

use warifu_pki::{
    Pile, pem,
    pile::{CODES, Kind, Source},
};

use crate::support::Folder;

/// A folder with two keys, a request and a certificate for the first, and a certificate of another key.
fn folder(test: &str) -> Folder {
    let folder = Folder::new(test);
    for arguments in [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other.pem",
        "req -new -key key.pem -subj /CN=www.example.jp -out csr.pem",
        "req -x509 -key key.pem -subj /CN=www.example.jp -out cert.pem",
        "req -x509 -key other.pem -subj /CN=other.example.jp -out other-cert.pem",
        "pkey -in key.pem -pubout -out public.pem",
        "crl2pkcs7 -nocrl -certfile cert.pem -certfile other-cert.pem -out chain.p7b",
    ] {
        let (good, text) = folder.openssl(arguments);
        assert!(good, "{arguments}: {text}");
    }
    for (from, to) in [
        ("req -in csr.pem", "csr.der"),
        ("x509 -in cert.pem", "cert.der"),
        ("pkey -pubin -in public.pem", "public.der"),
        ("pkcs7 -in chain.p7b", "p7b.der"),
        ("pkey -in key.pem", "key.der"),
        ("pkey -in key.pem -traditional", "sec1.der"),
        ("pkey -in other.pem -traditional", "pkcs1.der"),
        ("pkcs8 -topk8 -passout pass:secret -in key.pem", "encrypted.der"),
    ] {
        let (good, text) = folder.openssl(&format!("{from} -outform DER -out {to}"));
        assert!(good, "{from}: {text}");
    }
    folder
}

/// `(kind, position)` of each entry and the codes of the findings, of one file.
fn read(octets: &[u8]) -> (Vec<(Kind, usize)>, Vec<&'static str>) {
    let pile = Pile::read(&[Source { name: "file", octets }]);
    summary(&pile)
}

fn summary(pile: &Pile) -> (Vec<(Kind, usize)>, Vec<&'static str>) {
    for finding in &pile.findings {
        assert!(CODES.contains(&finding.code) && finding.params.contains_key("file"), "{finding:?}");
    }
    let entries = pile.entries.iter().map(|entry| (entry.kind, entry.position)).collect();
    (entries, pile.findings.iter().map(|finding| finding.code).collect())
}

#[test]
fn each_form_is_recognised() {
    let folder = folder("piles");
    let certificate = [(Kind::Certificate, 1)];
    let two = [(Kind::Certificate, 1), (Kind::Certificate, 2)];
    let base64: Vec<u8> = {
        let text = String::from_utf8(folder.read("cert.pem")).unwrap();
        text.lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\r\n").into_bytes()
    };
    let concat = |names: &[&str]| names.iter().flat_map(|name| folder.read(name)).collect::<Vec<u8>>();
    let block = |label: &str| pem::encode(label, &[0x30, 0]).into_bytes();
    let mismatch = String::from_utf8(folder.read("cert.pem")).unwrap().replace("END CERT", "END KERT").into_bytes();
    let list = [&[0x30, 22, 2, 1, 1, 0x30, 0, 0x30, 0, 0x17, 13], &b"260101000000Z"[..]].concat();
    let crl = [&[0x30, 29], &list[..], &[0x30, 0, 3, 1, 0]].concat();
    folder.openssl("pkcs12 -export -in cert.pem -inkey key.pem -passout pass:secret -out key.p12");
    for (what, octets, entries, findings) in [
        ("certificate", folder.read("cert.pem"), &certificate[..], &[][..]),
        ("certificate in DER", folder.read("cert.der"), &certificate, &[]),
        ("base64 alone", base64, &certificate, &[]),
        ("request", folder.read("csr.pem"), &[(Kind::Csr, 1)], &[]),
        ("request in DER", folder.read("csr.der"), &[(Kind::Csr, 1)], &[]),
        ("public key", folder.read("public.pem"), &[(Kind::PublicKey, 1)], &[]),
        ("public key in DER", folder.read("public.der"), &[(Kind::PublicKey, 1)], &[]),
        ("PKCS#7", folder.read("chain.p7b"), &two, &[]),
        ("PKCS#7 in DER", folder.read("p7b.der"), &two, &[]),
        ("several blocks", concat(&["cert.pem", "csr.pem"]), &[(Kind::Certificate, 1), (Kind::Csr, 2)], &[]),
        ("private key", folder.read("key.pem"), &[], &["pile_private_key"]),
        ("PKCS#8 in DER", folder.read("key.der"), &[], &["pile_private_key"]),
        ("SEC 1 in DER", folder.read("sec1.der"), &[], &["pile_private_key"]),
        ("PKCS#1 in DER", folder.read("pkcs1.der"), &[], &["pile_private_key"]),
        ("encrypted in DER", folder.read("encrypted.der"), &[], &["pile_private_key"]),
        ("key among others", concat(&["key.pem", "cert.pem"]), &[(Kind::Certificate, 2)], &["pile_private_key"]),
        ("PKCS#12", folder.read("key.p12"), &[], &["pile_unreadable"]),
        ("JKS", vec![0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], &[], &["pile_unreadable"]),
        ("a CRL", block("X509 CRL"), &[], &["pile_block_ignored"]),
        ("a CRL in DER", crl, &[], &["pile_block_ignored"]),
        ("an empty certificate", block("CERTIFICATE"), &[], &["pile_unreadable"]),
        ("cut off", folder.read("cert.pem")[..200].to_vec(), &[], &["pile_unreadable"]),
        (
            "another END, then good",
            [mismatch, folder.read("cert.pem")].concat(),
            &[(Kind::Certificate, 2)],
            &["pile_unreadable"],
        ),
        ("nothing", vec![], &[], &["pile_empty"]),
        ("a text", b"hello".to_vec(), &[], &["pile_empty"]),
        ("too large", vec![b' '; 1024 * 1024 + 1], &[], &["pile_too_large"]),
    ] {
        assert_eq!(read(&octets), (entries.to_vec(), findings.to_vec()), "{what}");
    }
    let many = concat(&["cert.pem"]).repeat(1200);
    let (entries, findings) = read(&many);
    assert_eq!((entries.len(), findings), (1024, vec!["pile_too_many"]));
    let file = Source { name: "file", octets: b"" };
    assert_eq!(Pile::read(&[file; 257]).findings.last().map(|finding| finding.code), Some("pile_too_many"));
}

#[test]
fn what_belongs_together_is_found() {
    let folder = folder("pairs");
    let names = ["csr.pem", "other-cert.pem", "cert.der", "public.pem"];
    let contents: Vec<_> = names.iter().map(|name| folder.read(name)).collect();
    let files: Vec<_> = names.iter().zip(&contents).map(|(name, octets)| Source { name, octets }).collect();
    let pile = Pile::read(&files);
    let groups = pile.pairs();
    let members: Vec<Vec<_>> =
        groups.iter().map(|group| group.members.iter().map(|at| pile.entries[*at].file.as_str()).collect()).collect();
    assert_eq!(members, [vec!["public.pem", "csr.pem", "cert.der"], vec!["other-cert.pem"]]);
    assert_eq!(groups.iter().map(warifu_pki::pile::Group::is_alone).collect::<Vec<_>>(), [false, true]);
    assert_eq!(pile.certificates().count(), 2);
    assert!(pile.entries[0].csr().is_some());
}

#[cfg(feature = "keystore")]
#[test]
fn keys_pair_too_where_they_may_be_read() {
    let folder = folder("keypairs");
    let names = ["cert.pem", "other.pem", "encrypted.der", "csr.der"];
    let contents: Vec<_> = names.iter().map(|name| folder.read(name)).collect();
    let files: Vec<_> = names.iter().zip(&contents).map(|(name, octets)| Source { name, octets }).collect();
    let pile = Pile::read_with_keys(&files, Some(b"secret"));
    assert_eq!(pile.findings, []);
    let members: Vec<Vec<_>> =
        pile.pairs().iter().map(|group| group.members.iter().map(|at| pile.entries[*at].kind).collect()).collect();
    let first = vec![Kind::PrivateKey, Kind::Csr, Kind::Certificate];
    assert_eq!(members, [first, vec![Kind::PrivateKey]]);
    assert!(pile.entries[1].private_key().is_some());
    let pile = Pile::read_with_keys(&files, None);
    assert_eq!(pile.findings[0].code, "private_key_encrypted");
    assert_eq!(pile.findings[0].params["file"], "encrypted.der");
}
