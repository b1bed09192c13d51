//! A pile of files as people have it: certificates, CSRs, keys and PKCS#7 in PEM or DER, any number in any order; and
//! which of them belong together.
//!
//! [`Pile::read`] is for everyone and refuses private keys and what is made to hold them. Only the feature `keystore` can
//! read keys, PKCS#12 and JKS too, with `Pile::read_with_keys`, on the key's own machine.

use std::collections::BTreeMap;

use crate::{
    Certificate, Csr, Finding, KeyKind, Severity, Sha256,
    cert::CHAIN_OCTETS_MAX,
    der::{self, DerError, Reader},
    keys,
    pem::{self, Section, Sections},
    pkcs7, status,
};
#[cfg(feature = "keystore")]
use crate::{
    keystore::{KeystoreError, Password, jks, pkcs12},
    private_key::PrivateKey,
};

/// The most files in one pile.
pub const FILES_MAX: usize = 256;

/// The largest file in octets.
pub const FILE_OCTETS_MAX: usize = CHAIN_OCTETS_MAX;

/// The most things in one pile; [`Pile::read`] stops there and says so.
pub const ENTRIES_MAX: usize = 1024;

/// The codes of findings in a pile, sorted, for a test that each has its sentences.
pub static CODES: &[&str] =
    &["pile_block_ignored", "pile_empty", "pile_private_key", "pile_too_large", "pile_too_many", "pile_unreadable"];

/// A file to be read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What to call it in findings.
    pub name: &'a str,
    /// What is in it.
    pub octets: &'a [u8],
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A private key.
    PrivateKey,
    /// A public key by itself.
    PublicKey,
    /// A request.
    Csr,
    /// A certificate, by itself or out of PKCS#7.
    Certificate,
}

impl Kind {
    /// The word in the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PrivateKey => "private_key",
            Self::PublicKey => "public_key",
            Self::Csr => "csr",
            Self::Certificate => "certificate",
        }
    }
}

/// One thing in a pile.
#[derive(Debug)]
pub struct Entry {
    /// Its file's name.
    pub file: String,
    /// Its place among what the file holds, from 1.
    pub position: usize,
    /// What it is.
    pub kind: Kind,
    /// Its key's kind and size.
    pub key: KeyKind,
    /// Which key it is about.
    pub spki_sha256: Sha256,
    content: Content,
}

/// Boxed, because a pile holds many and most of them once.
#[derive(Debug)]
enum Content {
    Certificate(Box<Certificate>),
    Csr(Box<Csr>),
    #[cfg(feature = "keystore")]
    PrivateKey(Box<PrivateKey>),
    PublicKey,
}

impl Entry {
    /// The certificate, if it is one.
    pub fn certificate(&self) -> Option<&Certificate> {
        match &self.content {
            Content::Certificate(certificate) => Some(certificate),
            _ => None,
        }
    }

    /// The request, if it is one.
    pub fn csr(&self) -> Option<&Csr> {
        match &self.content {
            Content::Csr(csr) => Some(csr),
            _ => None,
        }
    }

    /// The private key, if it is one.
    #[cfg(feature = "keystore")]
    pub fn private_key(&self) -> Option<&PrivateKey> {
        match &self.content {
            Content::PrivateKey(key) => Some(key),
            _ => None,
        }
    }

    /// The private key to keep, if it is one.
    #[cfg(feature = "keystore")]
    pub fn into_private_key(self) -> Option<PrivateKey> {
        match self.content {
            Content::PrivateKey(key) => Some(*key),
            _ => None,
        }
    }
}

/// What was found in the files, in their order.
#[derive(Debug, Default)]
pub struct Pile {
    /// What could be read.
    pub entries: Vec<Entry>,
    /// What could not be read, was refused or passed over, with the parameters `file` and mostly `at`: octets from the
    /// start of the file, or of the block's DER.
    pub findings: Vec<Finding>,
}

/// What belongs to one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which key.
    pub spki_sha256: Sha256,
    /// Its kind and size.
    pub key: KeyKind,
    /// Indices into [`Pile::entries`]: private keys first, then public keys, CSRs and certificates.
    pub members: Vec<usize>,
}

impl Group {
    /// Whether nothing else in the pile is about this key.
    pub fn is_alone(&self) -> bool {
        self.members.len() == 1
    }
}

impl Pile {
    /// Reads files; a private key in one of them is an error, and nothing of it is kept.
    pub fn read(files: &[Source<'_>]) -> Self {
        // Not even decoded.
        let refuse = |_: &FoundKey<'_>| Err(error("pile_private_key"));
        let refuse_store = |reason: &'static str, _: &[u8]| Err(error("pile_unreadable").with("reason", reason));
        Reading { pile: Self::default(), key: &refuse, store: &refuse_store }.files(files)
    }

    /// Reads files with private keys, and key stores. The passphrase is tried on every one that is encrypted.
    #[cfg(feature = "keystore")]
    pub fn read_with_keys(files: &[Source<'_>], passphrase: Option<&[u8]>) -> Self {
        let read = |found: &FoundKey<'_>| {
            let key = match found {
                FoundKey::Block(section) => PrivateKey::from_section(section, passphrase),
                FoundKey::Der(octets) => PrivateKey::from_der(octets, passphrase),
            };
            Ok(Found::private_key(key.map_err(|error| error.finding())?))
        };
        let read_store = |kind: &'static str, octets: &[u8]| {
            // A passphrase that is no text fits no key store.
            let password = str::from_utf8(passphrase.unwrap_or_default()).map_err(|_| KeystoreError::PasswordWrong);
            let password = password.and_then(Password::of_existing);
            let read = if kind == JKS { jks::read } else { pkcs12::read };
            let contents = password.and_then(|password| read(octets, &password)).map_err(|error| match error {
                KeystoreError::PasswordWrong if passphrase.is_none() => KeystoreError::PasswordMissing.finding(),
                error => error.finding(),
            })?;
            let keys = contents.keys.into_iter().map(Found::private_key);
            Ok(keys.chain(contents.certificates.into_iter().map(Found::certificate)).collect())
        };
        Reading { pile: Self::default(), key: &read, store: &read_store }.files(files)
    }

    /// The certificates, in order.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        self.entries.iter().filter_map(Entry::certificate)
    }

    /// Which things belong together, by key, in the order in which the keys first occur.
    pub fn pairs(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut places = BTreeMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let place = *places.entry(entry.spki_sha256).or_insert_with(|| {
                groups.push(Group { spki_sha256: entry.spki_sha256, key: entry.key, members: Vec::new() });
                groups.len() - 1
            });
            groups[place].members.push(index);
        }
        for group in &mut groups {
            group.members.sort_by_key(|index| self.entries.get(*index).map(|entry| entry.kind));
        }
        groups
    }
}

/// A private key as it was found.
#[cfg_attr(not(feature = "keystore"), expect(dead_code, reason = "only the feature looks into it"))]
enum FoundKey<'a> {
    Block(&'a Section<'a>),
    Der(&'a [u8]),
}

/// What becomes an entry.
struct Found {
    kind: Kind,
    key: KeyKind,
    spki_sha256: Sha256,
    content: Content,
}

impl Found {
    #[cfg(feature = "keystore")]
    fn private_key(key: PrivateKey) -> Self {
        let (kind, spki_sha256) = (key.kind(), key.spki_sha256());
        Self { kind: Kind::PrivateKey, key: kind, spki_sha256, content: Content::PrivateKey(Box::new(key)) }
    }

    fn certificate(certificate: Certificate) -> Self {
        let (key, spki_sha256) = (certificate.key(), certificate.spki_sha256());
        Self { kind: Kind::Certificate, key, spki_sha256, content: Content::Certificate(Box::new(certificate)) }
    }

    fn csr(csr: Csr) -> Self {
        Self { kind: Kind::Csr, key: csr.key(), spki_sha256: csr.spki_sha256(), content: Content::Csr(Box::new(csr)) }
    }
}

/// The label of a revocation list in PEM.
pub const CRL: &str = "X509 CRL";

/// What key stores are called where they are not read.
const JKS: &str = "jks";
const PKCS12: &str = "pkcs12";
/// How Java's own key stores begin: JKS and JCEKS.
const JAVA: [&[u8]; 2] = [&[0xfe, 0xed, 0xfe, 0xed], &[0xce; 4]];

type ReadKey<'a> = &'a dyn Fn(&FoundKey<'_>) -> Result<Found, Finding>;
type ReadStore<'a> = &'a dyn Fn(&'static str, &[u8]) -> Result<Vec<Found>, Finding>;

struct Reading<'a> {
    pile: Pile,
    key: ReadKey<'a>,
    store: ReadStore<'a>,
}

/// Where in which file something stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    position: usize,
    /// Octets before it in the file.
    at: usize,
}

impl Reading<'_> {
    fn files(mut self, files: &[Source<'_>]) -> Pile {
        let too_many = || error("pile_too_many").with("files_max", FILES_MAX).with("entries_max", ENTRIES_MAX);
        for (index, file) in files.iter().enumerate() {
            if index == FILES_MAX {
                self.complain(file.name, too_many());
                break;
            }
            if file.octets.len() > FILE_OCTETS_MAX {
                self.complain(file.name, error("pile_too_large").with("octets_max", FILE_OCTETS_MAX));
                continue;
            }
            let before = (self.pile.entries.len(), self.pile.findings.len());
            self.file(file);
            if self.pile.entries.len() >= ENTRIES_MAX {
                self.complain(file.name, too_many());
                break;
            }
            if before == (self.pile.entries.len(), self.pile.findings.len()) {
                self.complain(file.name, error("pile_empty"));
            }
        }
        self.pile.entries.truncate(ENTRIES_MAX);
        self.pile
    }

    fn file(&mut self, file: &Source<'_>) {
        let mut place = Place { file: file.name, position: 1, at: 0 };
        if der::is_der(file.octets) {
            return self.der(place, file.octets);
        }
        if JAVA.iter().any(|magic| file.octets.starts_with(magic)) {
            return self.found(place, (self.store)(JKS, file.octets));
        }
        let text = pem::text(file.octets);
        let mut sections = Sections::of(&text);
        while let Some(section) = sections.next() {
            match section {
                Ok(section) => {
                    place.at = section.at;
                    let label = section.label.to_ascii_uppercase();
                    match label.as_str() {
                        label if label.ends_with("PRIVATE KEY") => {
                            self.found(place, (self.key)(&FoundKey::Block(&section)).map(|found| vec![found]));
                        }
                        "CERTIFICATE"
                        | "X509 CERTIFICATE"
                        | "TRUSTED CERTIFICATE"
                        | "CERTIFICATE REQUEST"
                        | "NEW CERTIFICATE REQUEST"
                        | "PKCS7"
                        | "CMS"
                        | "PUBLIC KEY" => match section.decode() {
                            Some(der) => self.der(place, &der),
                            None => self.unreadable(place, "pem_not_base64"),
                        },
                        // openssl writes these in front of a key; they say nothing that the key does not.
                        "EC PARAMETERS" | "DH PARAMETERS" => continue,
                        label => self.ignored(place, label),
                    }
                }
                Err(error) => {
                    place.at = sections.at();
                    self.unreadable(place, error.code());
                }
            }
            place.position += 1;
            if self.pile.entries.len() >= ENTRIES_MAX || place.position > ENTRIES_MAX {
                return;
            }
        }
        // Base64 alone, as forms and mails carry it.
        if place.position == 1
            && let Some(octets) = pem::decode_base64(&text).filter(|octets| der::is_der(octets))
        {
            self.der(place, &octets);
        }
    }

    /// Anything in DER, told apart by the tags at its beginning.
    fn der(&mut self, place: Place<'_>, octets: &[u8]) {
        let tags = || -> Result<_, DerError> {
            let mut parts = Reader::new(octets).expect(der::SEQUENCE, "der")?.open();
            let (first, second) = (parts.any("der")?, parts.any("der")?);
            let third = if parts.is_empty() { None } else { Some(parts.any("der")?.tag) };
            let inner = first.open().any("der").map(|element| element.tag);
            Ok((first.tag, inner.ok(), second.tag, third))
        };
        let read = match tags() {
            Ok((der::OID, ..)) => {
                let found = pkcs7::certificates(octets);
                found.map(|list| list.into_iter().for_each(|one| self.push(place, Found::certificate(one))))
            }
            Ok((der::INTEGER, _, der::INTEGER | der::OCTET_STRING, _))
            | Ok((der::INTEGER, _, der::SEQUENCE, Some(der::OCTET_STRING)))
            | Ok((der::SEQUENCE, _, der::OCTET_STRING, _)) => {
                self.found(place, (self.key)(&FoundKey::Der(octets)).map(|found| vec![found]));
                Ok(())
            }
            Ok((der::INTEGER, _, der::SEQUENCE, _)) => {
                self.found(place, (self.store)(PKCS12, octets));
                Ok(())
            }
            Ok((der::SEQUENCE, _, der::BIT_STRING, None)) => self.public_key(place, octets),
            // A certificate's version is tagged or missing before the serial; a request's is a plain INTEGER.
            Ok((der::SEQUENCE, Some(der::INTEGER), ..)) => match Csr::from_der(octets.to_vec()) {
                Ok(csr) => {
                    self.push(place, Found::csr(csr));
                    Ok(())
                }
                // A version 1 certificate begins like a request.
                Err(error) => match Certificate::from_der(octets.to_vec()) {
                    Ok(certificate) => {
                        self.push(place, Found::certificate(certificate));
                        Ok(())
                    }
                    // So does a revocation list.
                    Err(_) if status::is_crl(octets) => {
                        self.ignored(place, CRL);
                        Ok(())
                    }
                    Err(_) => Err(error),
                },
            },
            Ok(_) => Certificate::from_der(octets.to_vec()).map(|one| self.push(place, Found::certificate(one))),
            Err(error) => Err(error),
        };
        if let Err(error) = read {
            // Where it begins in the file is known only of DER by itself; in PEM the block's place must do.
            let at = if place.at == 0 { error.at } else { place.at };
            self.unreadable(Place { at, ..place }, error.what);
        }
    }

    /// What was read as a key or a key store, or why not.
    fn found(&mut self, place: Place<'_>, found: Result<Vec<Found>, Finding>) {
        match found {
            Ok(found) => found.into_iter().for_each(|one| self.push(place, one)),
            Err(finding) => {
                let at = finding.params.get("at").map_or_else(|| place.at.to_string(), Clone::clone);
                self.pile.findings.push(finding.with("file", place.file).with("at", at));
            }
        }
    }

    fn public_key(&mut self, place: Place<'_>, octets: &[u8]) -> Result<(), DerError> {
        let mut reader = Reader::new(octets);
        let key = keys::read_spki(&mut reader)?.kind;
        reader.finish("trailing_octets")?;
        let (kind, content) = (Kind::PublicKey, Content::PublicKey);
        self.push(place, Found { kind, key, spki_sha256: Sha256::of(octets), content });
        Ok(())
    }

    fn push(&mut self, place: Place<'_>, found: Found) {
        // Several things of one PKCS#7 or key store follow each other.
        let position = match self.pile.entries.last() {
            Some(last) if last.file == place.file => place.position.max(last.position + 1),
            _ => place.position,
        };
        let Found { kind, key, spki_sha256, content } = found;
        self.pile.entries.push(Entry { file: place.file.to_owned(), position, kind, key, spki_sha256, content });
    }

    fn ignored(&mut self, place: Place<'_>, label: &str) {
        let ignored = Finding::new("pile_block_ignored", Severity::Notice, "RFC 7468").on("pile");
        self.complain(place.file, ignored.with("at", place.at).with("label", label));
    }

    fn unreadable(&mut self, place: Place<'_>, reason: &'static str) {
        self.complain(place.file, error("pile_unreadable").with("at", place.at).with("reason", reason));
    }

    fn complain(&mut self, file: &str, finding: Finding) {
        self.pile.findings.push(finding.with("file", file));
    }
}

fn error(code: &'static str) -> Finding {
    Finding::new(code, Severity::Error, "RFC 7468, X.690").on("pile")
}
