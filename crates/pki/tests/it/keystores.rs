//! Key stores: what is written, openssl and keytool read; what they write is read here.

use std::process::Command;

use warifu_pki::{
    Certificate, Csr, KeyKind,
    build::LeafSubject,
    bundle::{self, RootPolicy, Server, Site},
    keystore::{CODES, Identity, KeystoreError, Password, jks, pkcs12},
    pbe::{Cipher, Seed},
    pem,
    pile::{Pile, Source},
    private_key::PrivateKey,
};

use crate::{
    support::{Ca, Folder, NOW},
    targets,
};

const SEEDS: pkcs12::Seeds = pkcs12::Seeds {
    certificates: Seed { salt: [1; 16], iv: [2; 16] },
    key: Seed { salt: [3; 16], iv: [4; 16] },
    mac_salt: [5; 16],
};
const PASSWORD: &str = "correct horse";

/// A key of openssl's with leaf, intermediate and root.
struct Owner {
    folder: Folder,
    key: PrivateKey,
    chain: Vec<Certificate>,
}

impl Owner {
    fn new(test: &str, kind: &str) -> Self {
        let folder = Folder::new(test);
        let (good, text) = folder.openssl(&format!("genpkey {kind} -out key.pem"));
        assert!(good, "{text}");
        let key = PrivateKey::from_file(&folder.read("key.pem"), None).unwrap().remove(0);
        let ca = Ca::new("One");
        let leaf = ca.leaf(key.spki_der(), &["www.example.jp"], LeafSubject::DomainValidated);
        let chain = vec![leaf, ca.intermediate, ca.root];
        for (name, certificate) in ["leaf.pem", "intermediate.pem", "root.pem"].iter().zip(&chain) {
            folder.write(name, certificate.to_pem());
        }
        folder.write("more.pem", format!("{}{}", chain[1].to_pem(), chain[2].to_pem()));
        Self { folder, key, chain }
    }

    fn identity(&self) -> Identity<'_> {
        Identity { key: &self.key, chain: &self.chain, name: "www.example.jp" }
    }

    #[track_caller]
    fn run(&self, arguments: &str) -> String {
        let (good, text) = self.folder.openssl(arguments);
        assert!(good, "{arguments}: {text}");
        text
    }
}

fn password(text: &str) -> Password {
    Password::of_existing(text).unwrap()
}

const KINDS: [&str; 4] = [
    "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
    "-algorithm ED25519",
];

#[test]
fn openssl_reads_pkcs12() {
    let (modern, old) = (
        ["MAC: sha256, Iteration 100000", "PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256"],
        ["MAC: sha1, Iteration 100000", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000"],
    );
    for (kind, cipher, words) in
        KINDS.map(|kind| (kind, Cipher::Aes256, modern)).into_iter().chain([(KINDS[0], Cipher::TripleDes, old)])
    {
        let owner = Owner::new("p12-openssl", kind);
        let file = pkcs12::write(&owner.identity(), &Password::for_new(PASSWORD).unwrap(), cipher, &SEEDS).unwrap();
        owner.folder.write("all.p12", &file).write("password", PASSWORD);
        let info = owner.run("pkcs12 -in all.p12 -passin file:password -info -nodes -out all.pem");
        for said in words {
            assert!(info.contains(said), "{info}");
        }
        let text = String::from_utf8(owner.folder.read("all.pem")).unwrap();
        assert_eq!(text.matches("friendlyName: www.example.jp").count(), 2, "{text}");
        assert_eq!(text.matches("localKeyID: ").count(), 2);
        let certificates: String = text.split("-----BEGIN PRIVATE KEY").next().unwrap().into();
        assert_eq!(Certificate::from_pem_all(certificates.as_bytes()).unwrap(), owner.chain);
        assert_eq!(PrivateKey::from_file(text.as_bytes(), None).unwrap()[0].spki_der(), owner.key.spki_der());
        let (good, _) = owner.folder.openssl("pkcs12 -in all.p12 -passin pass:wrong -nodes");
        assert!(!good);

        let read = pkcs12::read(&file, &password(PASSWORD)).unwrap();
        assert_eq!((read.certificates, read.name.as_deref()), (owner.chain, Some("www.example.jp")));
        assert_eq!(read.keys[0].pkcs8(), owner.key.pkcs8());
    }
}

/// Every way in which openssl writes them: read, or refused with the name of what is too old.
#[test]
fn pkcs12_of_openssl_is_read() {
    let owner = Owner::new("p12-read", KINDS[1]);
    let export = "pkcs12 -export -inkey key.pem -in leaf.pem -certfile more.pem -name site -out all.p12 -passout pass:";
    for (flags, expected) in [
        (" ", Ok(())),
        ("secret", Ok(())),
        ("秘密", Ok(())),
        ("secret -macalg SHA1 -maciter", Ok(())),
        ("secret -macalg SHA384 -iter 5000", Ok(())),
        ("secret -macalg SHA512 -keypbe AES-128-CBC -certpbe AES-192-CBC", Ok(())),
        ("secret -certpbe NONE", Ok(())),
        ("secret -keypbe NONE -certpbe NONE", Ok(())),
        ("secret -keypbe PBE-SHA1-3DES", Ok(())),
        ("秘密 -certpbe PBE-SHA1-3DES -iter 3", Ok(())),
        ("  -certpbe PBE-SHA1-3DES", Ok(())),
        ("secret -legacy", Ok(())),
        ("secret -legacy -certpbe PBE-SHA1-RC2-128", Ok(())),
        ("secret -keypbe DES-EDE3-CBC", Ok(())),
        ("secret -legacy -certpbe PBE-SHA1-RC4-128", Err("SHA1-RC4-128")),
        ("secret -legacy -keypbe DES-CBC", Err("DES")),
        ("secret -macalg SHA3-256", Err("MAC")),
    ] {
        owner.run(&format!("{export}{flags}"));
        let given = password(flags.split(' ').next().unwrap());
        let read = pkcs12::read(&owner.folder.read("all.p12"), &given);
        match expected {
            Ok(()) => {
                let read = read.unwrap_or_else(|error| panic!("{flags}: {error:?}"));
                assert_eq!((read.certificates, read.name.as_deref()), (owner.chain.clone(), Some("site")), "{flags}");
                assert_eq!(read.keys[0].spki_der(), owner.key.spki_der(), "{flags}");
            }
            Err(name) => {
                assert_eq!(read.err(), Some(KeystoreError::Encryption(name.to_owned())), "{flags}");
            }
        }
    }
}

/// What belongs to a key store's key is found in a pile too.
#[test]
fn a_pile_may_hold_key_stores() {
    let owner = Owner::new("stores-in-piles", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let (stores, leaf) = (
        [
            ("a.p12", pkcs12::write(&owner.identity(), &password(PASSWORD), Cipher::Aes256, &SEEDS).unwrap().to_vec()),
            ("a.jks", jks::write(&owner.identity(), &password(PASSWORD), &[7; 20], NOW).unwrap().to_vec()),
        ],
        owner.folder.read("leaf.pem"),
    );
    for (name, store) in &stores {
        let files = [Source { name, octets: store }, Source { name: "leaf.pem", octets: &leaf }];
        let pile = Pile::read_with_keys(&files, Some(PASSWORD.as_bytes()));
        assert_eq!(pile.findings, [], "{name}");
        let places = |at: &usize| (pile.entries[*at].file.as_str(), pile.entries[*at].position);
        let pair: Vec<_> = pile.pairs()[0].members.iter().map(places).collect();
        assert_eq!(pair, [(*name, 1), (*name, 2), ("leaf.pem", 1)]);
        assert_eq!(pile.entries.len(), 5, "{name}: key, leaf, intermediate, root, and the leaf again");

        let (wrong, missing) = ("keystore_password_wrong", "keystore_password_missing");
        for (given, code) in [(None, missing), (Some(&b"wrong"[..]), wrong), (Some(&[0xff]), wrong)] {
            let pile = Pile::read_with_keys(&files[..1], given);
            let codes: Vec<_> = pile.findings.iter().map(|finding| (finding.code, &*finding.params["file"])).collect();
            assert_eq!(codes, [(code, *name)], "{given:?}");
        }
    }
}

fn keytool(folder: &Folder, arguments: &str) -> String {
    let output = Command::new("keytool")
        .args(["-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1", "-J-Duser.language=en"])
        .args(arguments.split_whitespace())
        .current_dir(folder.path())
        .output()
        .expect("keytool is installed (./test does it)");
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{arguments}: {text}");
    text
}

/// keytool lists the key with a chain up to the root, reads JKS and PKCS#12 alike, and what it makes of them is read.
#[test]
fn keytool_reads_both() {
    for kind in &KINDS[..2] {
        let owner = Owner::new("keytool", kind);
        let new = Password::for_new("changeit").unwrap();
        owner.folder.write("a.p12", pkcs12::write(&owner.identity(), &new, Cipher::Aes256, &SEEDS).unwrap());
        owner.folder.write("old.p12", pkcs12::write(&owner.identity(), &new, Cipher::TripleDes, &SEEDS).unwrap());
        owner.folder.write("a.jks", jks::write(&owner.identity(), &new, &[9; 20], NOW).unwrap());
        for (file, other, format) in
            [("a.p12", "b.jks", "JKS"), ("a.jks", "b.p12", "PKCS12"), ("old.p12", "c.p12", "PKCS12")]
        {
            let listed = keytool(&owner.folder, &format!("-list -v -keystore {file} -storepass changeit"));
            for said in
                ["Alias name: www.example.jp", "Entry type: PrivateKeyEntry", "Certificate chain length: 3", "2026"]
            {
                assert!(listed.contains(said), "{file}: {listed}");
            }
            // Moving the entry decrypts the key.
            let import = format!(
                "-importkeystore -srckeystore {file} -srcstorepass changeit -destkeystore {other} -deststoretype {format} \
                 -deststorepass geheim1 -destkeypass geheim1"
            );
            keytool(&owner.folder, &import);
            let reads = if format == "JKS" { jks::read } else { pkcs12::read };
            let read = reads(&owner.folder.read(other), &password("geheim1")).unwrap();
            assert_eq!((&read.certificates, read.name.as_deref()), (&owner.chain, Some("www.example.jp")));
            assert_eq!(read.keys[0].spki_der(), owner.key.spki_der());
        }
    }
}

/// The article for Java as it stands: keytool makes key and CSR, the bundle's `.p7b` completes the key store.
#[test]
fn keytool_imports_the_bundle() {
    let folder = Folder::new("keytool-import");
    let article = "java".parse::<Server>().unwrap().article(&Site::example());
    let run = |commands: &str, more: &str| {
        for line in commands.lines() {
            keytool(&folder, &format!("{} -storepass changeit {more}", line.strip_prefix("keytool ").unwrap()));
        }
    };
    run(&article.csr, "");
    let block = pem::decode_all(&folder.read("www.example.jp.csr")).unwrap().remove(0);
    let csr = Csr::from_der(block.der).unwrap();
    let ca = Ca::new("One");
    let leaf = ca.leaf(csr.spki_der(), &["www.example.jp", "example.jp"], LeafSubject::DomainValidated);
    let chain = [leaf, ca.intermediate, ca.root];
    for file in
        bundle::files("java".parse().unwrap(), &chain, &Site::of(&chain, "www.example.jp"), RootPolicy::WhereNeeded)
    {
        folder.write(&file.name, &file.bytes);
    }
    let (import, list) = article.install.split_once('\n').unwrap();
    run(import, "-noprompt");
    run(list, "");
    let read = pkcs12::read(&folder.read("www.example.jp.p12"), &password("changeit")).unwrap();
    assert_eq!((&read.certificates[..], read.keys[0].kind()), (&chain[..], KeyKind::Rsa { bits: 2048 }));
}

/// Behind the MAC stands no reader that trusts what it reads.
#[test]
fn hostile_octets() {
    let owner = Owner::new("p12-hostile", KINDS[1]);
    owner.run(
        "pkcs12 -export -inkey key.pem -in leaf.pem -certfile more.pem -name site -out all.p12 -passout pass:secret -iter 1 \
         -keypbe NONE -certpbe NONE",
    );
    let file = owner.folder.read("all.p12");
    // The safes are the content of the first OCTET STRING: PFX, version, ContentInfo, OID, [0].
    let at = file.windows(2).position(|pair| pair == [0x04, 0x82]).unwrap();
    let length = usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    let safes = &file[at + 4..at + 4 + length];
    let whole = pkcs12::danger_read_unsealed(safes, &password("secret")).unwrap();
    assert_eq!((whole.certificates, whole.keys.len()), (owner.chain, 1));
    let mut refused = 0;
    for at in 0..safes.len() {
        for mask in [0x01, 0x80, 0xff] {
            let mut changed = safes.to_vec();
            changed[at] ^= mask;
            refused += usize::from(pkcs12::danger_read_unsealed(&changed, &password("secret")).is_err());
            targets::pkcs12(&changed[..changed.len() - at % 7]);
        }
    }
    assert!(refused > safes.len() / 4, "{refused}");
}

#[test]
fn what_cannot_be_used_says_why() {
    let owner = Owner::new("keystore-faults", KINDS[1]);
    let other = Owner::new("keystore-other", KINDS[1]);
    let new = Password::for_new(PASSWORD).unwrap();
    for chain in [&[][..], &other.chain[..], &owner.chain[1..]] {
        let identity = Identity { key: &owner.key, chain, name: "a" };
        assert_eq!(pkcs12::write(&identity, &new, Cipher::Aes256, &SEEDS), Err(KeystoreError::KeyMismatch));
        assert_eq!(jks::write(&identity, &new, &[0; 20], NOW), Err(KeystoreError::KeyMismatch));
    }
    for (text, usable) in [
        ("", false),
        ("short", false),
        ("enough", true),
        (&"x".repeat(128), true),
        (&"x".repeat(129), false),
        ("line\nbreak", false),
        ("パスワード", false),
    ] {
        assert_eq!(Password::for_new(text).is_ok(), usable, "{text}");
    }
    assert!(!format!("{new:?}").contains("horse"));
    owner.folder.write("key", owner.key.to_pem().as_bytes()).write("leaf", owner.chain[0].to_pem());
    let made = owner.folder.openssl("pkcs12 -export -nomac -in leaf -inkey key -out bare -passout pass:secret");
    assert!(made.0, "{}", made.1);
    let bare = owner.folder.read("bare");
    assert_eq!(pkcs12::read(&bare, &password("secret")).err(), Some(KeystoreError::MacMissing));
    assert_eq!(jks::read(&[0xce; 64], &new).err(), Some(KeystoreError::Jceks));
    for (read, file) in [
        (
            pkcs12::read as fn(&[u8], &Password) -> _,
            pkcs12::write(&owner.identity(), &new, Cipher::Aes256, &SEEDS).unwrap(),
        ),
        (jks::read, jks::write(&owner.identity(), &new, &[9; 20], NOW).unwrap()),
    ] {
        assert_eq!(read(&file, &password("correct horsE")).err(), Some(KeystoreError::PasswordWrong));
        assert_eq!(read(&vec![b'x'; 1024 * 1024 + 1], &new).err(), Some(KeystoreError::TooLarge));
        for octets in [0, 1, 2, 7, 20, file.len() / 2, file.len() - 1] {
            assert!(read(&file[..octets], &new).is_err(), "{octets}");
        }
        for at in (0..file.len()).step_by(file.len() / 16) {
            let mut changed = file.clone();
            changed[at] ^= 0x40;
            let error = read(&changed, &new).expect_err("a changed octet is noticed");
            assert!(CODES.contains(&error.finding().code), "{error:?}");
            assert!(!format!("{error:?} {error}").contains("horse"));
        }
    }
}
