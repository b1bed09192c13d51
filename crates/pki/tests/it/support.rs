//! Keys, a small CA, and openssl on files in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
        RsaKeyPair,
    },
};
use warifu_pki::{
    AttributeKind, Certificate, DnsName, RuleSet, Standards, SubjectUse, Wanted, Wildcard,
    build::{self, CaProfile, CsrProfile, LeafProfile, LeafSubject, Validity},
    keys::{Hash, SignatureAlgorithm},
    pem,
};

/// 2026-11-22T00:00:00Z.
pub(crate) const NOW: i64 = 1_795_305_600;
pub(crate) const DAY: i64 = 86_400;

pub(crate) enum Key {
    Ec(EcdsaKeyPair, SignatureAlgorithm),
    Rsa(RsaKeyPair),
}

impl Key {
    pub(crate) fn p256() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self::Ec(key, SignatureAlgorithm::Ecdsa(Hash::Sha256))
    }

    pub(crate) fn p384() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).unwrap();
        Self::Ec(key, SignatureAlgorithm::Ecdsa(Hash::Sha384))
    }

    pub(crate) fn rsa2048() -> Self {
        Self::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap())
    }

    pub(crate) fn spki(&self) -> Vec<u8> {
        let der: PublicKeyX509Der<'_> = match self {
            Self::Ec(key, _) => key.public_key().as_der().unwrap(),
            Self::Rsa(key) => key.public_key().as_der().unwrap(),
        };
        der.as_ref().to_vec()
    }

    pub(crate) fn algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::Ec(_, algorithm) => *algorithm,
            Self::Rsa(_) => SignatureAlgorithm::Rsa(Hash::Sha256),
        }
    }

    pub(crate) fn sign(&self, tbs: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let signature = match self {
            Self::Ec(key, _) => key.sign(&random, tbs).unwrap().as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, tbs, &mut signature).unwrap();
                signature
            }
        };
        build::assemble(tbs, self.algorithm(), &signature).unwrap()
    }
}

/// A request in PEM with any CN and good SANs.
pub(crate) fn csr(key: &Key, common_name: Option<&str>, names: &[&str]) -> String {
    let subject: Vec<_> = common_name.map(|cn| (AttributeKind::CommonName, cn)).into_iter().collect();
    csr_with(key, &subject, names)
}

pub(crate) fn csr_with(key: &Key, subject: &[(AttributeKind, &str)], names: &[&str]) -> String {
    let info = build::csr_info(&CsrProfile { subject, spki: &key.spki(), names: &dns(names) }).unwrap();
    pem::encode("CERTIFICATE REQUEST", &key.sign(&info))
}

pub(crate) fn dns(names: &[&str]) -> Vec<DnsName> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

/// The dated rules that ship.
pub(crate) fn standards() -> Standards {
    Standards::parse(
        include_str!("../../../../catalogue/standards.toml"),
        include_str!("../../../../catalogue/pki-limits.toml"),
    )
    .unwrap()
}

pub(crate) fn shop_common() -> RuleSet {
    toml::from_str(include_str!("../../../../catalogue/rules/shop-common.toml")).unwrap()
}

/// A DV product for up to three hosts, names from the CSR.
pub(crate) fn wanted() -> Wanted {
    Wanted { names: vec![], wildcard: Wildcard::Forbid, names_max: 3, subject: SubjectUse::Ignored, at: NOW }
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

/// Root, intermediate and the intermediate's key.
pub(crate) struct Ca {
    pub(crate) root: Certificate,
    pub(crate) intermediate: Certificate,
    pub(crate) key: Key,
}

impl Ca {
    pub(crate) fn new(name: &str) -> Self {
        let (root_key, key) = (Key::p384(), Key::p256());
        let subject = |cn| {
            [
                (AttributeKind::Country, "JP"),
                (AttributeKind::Organization, "Example CA"),
                (AttributeKind::CommonName, cn),
            ]
        };
        let root_name = format!("{name} Root");
        let root_subject = subject(&root_name);
        let mut profile = CaProfile {
            issuer: None,
            serial: &[0x11; 16],
            subject: &root_subject,
            spki: &root_key.spki(),
            validity: Validity { not_before: NOW - DAY, not_after: NOW + 7300 * DAY },
            path_length: None,
            crl_url: None,
            ca_issuers_url: None,
        };
        let tbs = build::ca_tbs(&profile, root_key.algorithm()).unwrap();
        let root = Certificate::from_der(root_key.sign(&tbs)).unwrap();
        let (spki, issuing_name) = (key.spki(), format!("{name} Issuing"));
        let issuing_subject = subject(&issuing_name);
        profile.issuer = Some(&root);
        profile.serial = &[0x22; 16];
        profile.subject = &issuing_subject;
        profile.spki = &spki;
        profile.path_length = Some(0);
        profile.crl_url = Some("http://ca.example.test/root.crl");
        profile.ca_issuers_url = Some("http://ca.example.test/root.cer");
        let tbs = build::ca_tbs(&profile, root_key.algorithm()).unwrap();
        let intermediate = Certificate::from_der(root_key.sign(&tbs)).unwrap();
        Self { root, intermediate, key }
    }

    pub(crate) fn leaf(&self, spki: &[u8], names: &[&str], subject: LeafSubject<'_>) -> Certificate {
        self.leaf_for(spki, names, subject, Validity { not_before: NOW - 3600, not_after: NOW + 47 * DAY })
    }

    pub(crate) fn leaf_for(
        &self,
        spki: &[u8],
        names: &[&str],
        subject: LeafSubject<'_>,
        validity: Validity,
    ) -> Certificate {
        let names = dns(names);
        let profile = LeafProfile {
            issuer: &self.intermediate,
            serial: &[0x33; 16],
            spki,
            names: &names,
            subject,
            validity,
            crl_url: Some("http://ca.example.test/issuing.crl"),
            ca_issuers_url: Some("http://ca.example.test/issuing.cer"),
        };
        let tbs = build::leaf_tbs(&profile, self.key.algorithm()).unwrap();
        Certificate::from_der(self.key.sign(&tbs)).unwrap()
    }
}

/// A folder that goes away with the test, to call openssl in.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("warifu-pki-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.0.join(name), content).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    /// Runs `openssl` with blank-separated arguments; both outputs together, and whether it said yes.
    pub(crate) fn openssl(&self, arguments: &str) -> (bool, String) {
        let arguments: Vec<_> = arguments.split_whitespace().collect();
        self.openssl_args(&arguments)
    }

    pub(crate) fn openssl_args(&self, arguments: &[&str]) -> (bool, String) {
        let output =
            Command::new("openssl").args(arguments).current_dir(&self.0).output().expect("openssl is installed");
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
