//! Private keys in every form that openssl writes, and what is written here read back by openssl.

use warifu_pki::{
    KeyKind,
    pbe::{Cipher, ROUNDS_MAX, Seed},
    pem,
    private_key::{PrivateKey, PrivateKeyError},
};

use crate::support::Folder;

const SEED: Seed = Seed { salt: [7; 16], iv: [8; 16] };

/// The public half that openssl makes of `key.pem`.
fn public_half(folder: &Folder, key: &str) -> Vec<u8> {
    let (good, text) = folder.openssl(&format!("pkey -in {key} -pubout -outform DER -out public.der"));
    assert!(good, "{text}");
    folder.read("public.der")
}

#[test]
fn every_form_of_openssl_is_read() {
    let folder = Folder::new("keyforms");
    for (make, kind) in [
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048", KeyKind::Rsa { bits: 2048 }),
        ("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024", KeyKind::Rsa { bits: 1024 }),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256", KeyKind::EcP256),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384", KeyKind::EcP384),
        ("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521", KeyKind::EcP521),
        ("genpkey -algorithm ED25519", KeyKind::Ed25519),
    ] {
        let (good, text) = folder.openssl(&format!("{make} -out key.pem"));
        assert!(good, "{text}");
        let spki = public_half(&folder, "key.pem");
        for form in [
            "pkey -in key.pem -out form",
            "pkey -in key.pem -outform DER -out form",
            "pkey -in key.pem -traditional -out form",
            "pkey -in key.pem -traditional -outform DER -out form",
            "ec -in key.pem -no_public -out form",
            "pkcs8 -topk8 -in key.pem -passout pass:secret -out form",
            "pkcs8 -topk8 -in key.pem -passout pass:secret -outform DER -v2 aes128 -v2prf hmacWithSHA512 -out form",
            "pkcs8 -topk8 -in key.pem -passout pass:secret -v2 aes-192-cbc -v2prf hmacWithSHA1 -iter 50000 -out form",
            "rsa -in key.pem -traditional -des3 -passout pass:secret -out form",
            "rsa -in key.pem -traditional -aes128 -passout pass:secret -out form",
            "ec -in key.pem -aes192 -passout pass:secret -out form",
            "ec -in key.pem -aes256 -passout pass:secret -out form",
            "pkcs8 -topk8 -in key.pem -passout pass:secret -v2 des3 -out form",
            "pkcs8 -topk8 -in key.pem -passout pass:secret -v1 PBE-SHA1-3DES -out form",
        ] {
            let is_ec = matches!(kind, KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521);
            // Only EC keys may lack the public half, and Ed25519 has no form from before PKCS#8.
            let traditional = form.contains("-traditional") && kind == KeyKind::Ed25519;
            let is_rsa = matches!(kind, KeyKind::Rsa { .. });
            if (form.starts_with("ec ") && !is_ec) || (form.starts_with("rsa ") && !is_rsa) || traditional {
                continue;
            }
            let (good, text) = folder.openssl(form);
            assert!(good, "{form}: {text}");
            let keys = PrivateKey::from_file(&folder.read("form"), Some(b"secret"));
            let keys = keys.unwrap_or_else(|error| panic!("{kind} {form}: {error:?}"));
            assert_eq!((keys.len(), keys[0].kind(), keys[0].spki_der()), (1, kind, &spki[..]), "{form}");
        }
    }
}

#[test]
fn openssl_reads_what_is_written() {
    let folder = Folder::new("keywriting");
    folder.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
    folder.openssl("pkey -in key.pem -traditional -out sec1.pem");
    let key = PrivateKey::from_file(&folder.read("sec1.pem"), None).unwrap().remove(0);
    folder.write("plain.pem", key.to_pem().as_bytes());
    assert_eq!(public_half(&folder, "plain.pem"), key.spki_der());
    let encrypted = key.encrypted(Cipher::Aes256, b"secret", &SEED, 10_000).unwrap();
    folder.write("encrypted.pem", pem::encode("ENCRYPTED PRIVATE KEY", &encrypted));
    let (good, text) = folder.openssl("pkey -in encrypted.pem -passin pass:secret -out opened.pem");
    assert!(good, "{text}");
    assert_eq!(public_half(&folder, "opened.pem"), key.spki_der());
    assert!(!format!("{key:?}").contains("pkcs8"));
}

#[test]
fn what_cannot_be_used_says_why() {
    let folder = Folder::new("keyfaults");
    let run = |arguments: &str| {
        let (good, text) = folder.openssl(arguments);
        assert!(good, "{arguments}: {text}");
    };
    run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
    run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out other.pem");
    run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out koblitz.pem");
    run("genpkey -algorithm RSA-PSS -out pss.pem");
    run("genpkey -algorithm ED448 -out ed448.pem");
    run("pkcs8 -topk8 -in key.pem -passout pass:secret -out encrypted.pem");
    run("pkcs8 -topk8 -in key.pem -passout pass:secret -v1 PBE-SHA1-3DES -out old.pem");
    run("pkcs8 -topk8 -in key.pem -passout pass:secret -scrypt -out scrypt.pem");
    run("ec -in key.pem -aes256 -passout pass:secret -out dek.pem");
    let file = |name: &str| String::from_utf8(folder.read(name)).unwrap();
    let key = file("key.pem");
    // The other key's public half is the last 65 octets.
    let mixed = {
        let der = |name: &str| {
            run(&format!("pkey -in {name} -outform DER -out der"));
            folder.read("der")
        };
        let (mut mixed, other) = (der("key.pem"), der("other.pem"));
        let at = mixed.len() - 65;
        mixed[at..].copy_from_slice(&other[at..]);
        pem::encode("PRIVATE KEY", &mixed)
    };
    let dek_alone = "-----BEGIN EC PRIVATE KEY-----\nDEK-Info: AES-256-CBC-----END EC PRIVATE KEY-----\n".to_owned();
    for (what, text, passphrase, expected) in [
        ("nothing", String::new(), None, "private_key_unreadable"),
        ("33 keys", key.repeat(33), None, "private_key_unreadable"),
        ("cut", key[..100].to_owned(), None, "private_key_unreadable"),
        ("too large", " ".repeat(1024 * 1024 + 1), None, "private_key_unreadable"),
        ("something else", pem::encode("PRIVATE KEY", &[0x30, 2, 5, 0]), None, "private_key_unreadable"),
        ("no passphrase", file("encrypted.pem"), None, "private_key_encrypted"),
        ("wrong passphrase", file("encrypted.pem"), Some("Secret"), "private_key_passphrase_wrong"),
        ("wrong passphrase of triple DES", file("old.pem"), Some("Secret"), "private_key_passphrase_wrong"),
        ("scrypt", file("scrypt.pem"), Some("secret"), "private_key_encryption_unsupported"),
        ("RFC 1421", file("dek.pem"), None, "private_key_encrypted"),
        ("RFC 1421, wrong", file("dek.pem"), Some("Secret"), "private_key_passphrase_wrong"),
        ("RFC 1421, DES", file("dek.pem").replace("AES-256", "DES"), Some("s"), "private_key_encryption_unsupported"),
        ("RFC 1421, no IV", file("dek.pem").replace("CBC,", "CBC,x"), Some("s"), "private_key_encryption_unsupported"),
        ("RFC 1421, half", dek_alone, Some("s"), "private_key_unreadable"),
        ("another curve", file("koblitz.pem"), None, "private_key_kind_unsupported"),
        ("PSS", file("pss.pem"), None, "private_key_kind_unsupported"),
        ("Ed448", file("ed448.pem"), None, "private_key_kind_unsupported"),
        ("OpenSSH", pem::encode("OPENSSH PRIVATE KEY", &[1]), None, "private_key_kind_unsupported"),
        ("halves of two keys", mixed, None, "private_key_inconsistent"),
    ] {
        let error = PrivateKey::from_file(text.as_bytes(), passphrase.map(str::as_bytes)).expect_err(what);
        let finding = error.finding();
        assert_eq!(finding.code, expected, "{what}: {finding:?}");
        assert!(warifu_pki::private_key::CODES.contains(&finding.code));
        let shown = format!("{error:?} {error} {finding:?}").to_lowercase();
        assert!(!shown.contains("\"secret\""), "{what}: {shown}");
    }
    let key = PrivateKey::from_file(key.as_bytes(), None).unwrap().remove(0);
    for rounds in [0, ROUNDS_MAX + 1] {
        assert_eq!(key.encrypted(Cipher::Aes256, b"secret", &SEED, rounds), Err(PrivateKeyError::Rounds));
    }
    assert_eq!(key.encrypted(Cipher::Aes256, &[b'a'; 1025], &SEED, 1), Err(PrivateKeyError::Passphrase));
    assert_eq!(
        PrivateKey::from_file(&key.encrypted(Cipher::Aes256, b"", &SEED, 1).unwrap(), Some(b"")).unwrap().len(),
        1
    );
}
