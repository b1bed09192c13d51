//! Keys, a small CA, and openssl on files in a folder of its own.

use std::{fs, path::PathBuf, process::Command};

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

/// One element of DER.
pub(crate) fn tlv(tag: u8, body: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(body.len()).unwrap().to_be_bytes();
    let header = match body.len() {
        0..0x80 => vec![tag, low],
        0x80..0x100 => vec![tag, 0x81, low],
        _ => vec![tag, 0x82, high, low],
    };
    [header.as_slice(), body].concat()
}

/// A subject attribute by its OID's body, with any string type and octets.
pub(crate) fn attribute(oid: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
    tlv(0x31, &tlv(0x30, &[tlv(6, oid), tlv(tag, value)].concat()))
}

/// The same by kind, in UTF8String: values that [`csr_with`] would refuse to write.
pub(crate) fn attribute_of(kind: AttributeKind, value: &str) -> Vec<u8> {
    let (oid, tag): (&[u8], u8) = match kind {
        AttributeKind::Country => (&[0x55, 4, 6], 0x13),
        AttributeKind::Locality => (&[0x55, 4, 7], 0x0c),
        AttributeKind::State => (&[0x55, 4, 8], 0x0c),
        AttributeKind::Street => (&[0x55, 4, 9], 0x0c),
        AttributeKind::Organization => (&[0x55, 4, 10], 0x0c),
        AttributeKind::OrganizationalUnit => (&[0x55, 4, 11], 0x0c),
        AttributeKind::CommonName => (&[0x55, 4, 3], 0x0c),
        AttributeKind::EmailAddress => (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], 0x16),
        other => panic!("{other:?}"),
    };
    attribute(oid, tag, value.as_bytes())
}

/// A signed request in DER of any attributes and any GeneralNames (tag and octets).
pub(crate) fn request(key: &Key, attributes: &[Vec<u8>], names: &[(u8, &str)]) -> Vec<u8> {
    let names: Vec<u8> = names.iter().flat_map(|(tag, name)| tlv(*tag, name.as_bytes())).collect();
    let extension = tlv(0x30, &[&[6, 3, 0x55, 0x1d, 0x11][..], &tlv(4, &tlv(0x30, &names))].concat());
    request_with(key, attributes, &extension_request(&[&[&extension]]))
}

/// The attribute extensionRequest: one list of extensions for each of its values.
pub(crate) fn extension_request(values: &[&[&[u8]]]) -> Vec<u8> {
    let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x0e];
    let values: Vec<u8> = values.iter().flat_map(|extensions| tlv(0x30, &extensions.concat())).collect();
    tlv(0x30, &[&oid[..], &tlv(0x31, &values)].concat())
}

/// A signed request in DER of any attributes of the subject and any of its own.
pub(crate) fn request_with(key: &Key, subject: &[Vec<u8>], attributes: &[u8]) -> Vec<u8> {
    let info = [&[2, 1, 0][..], &tlv(0x30, &subject.concat()), &key.spki(), &tlv(0xa0, attributes)];
    key.sign(&tlv(0x30, &info.concat()))
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

/// A rule set that ships.
pub(crate) fn rule_set(id: &str) -> RuleSet {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalogue/rules").join(format!("{id}.toml"));
    toml::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

pub(crate) fn shop_common() -> RuleSet {
    rule_set("shop-common")
}

/// A DV product for up to three hosts, names from the CSR.
pub(crate) fn wanted() -> Wanted {
    Wanted {
        names: vec![],
        wildcard: Wildcard::Forbid,
        names_max: 3,
        subject: SubjectUse::Ignored,
        application: vec![],
        known_keys: vec![],
        revoked_keys: vec![],
        at: NOW,
    }
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

    #[cfg(feature = "keystore")]
    pub(crate) fn path(&self) -> &std::path::Path {
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
