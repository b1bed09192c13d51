//! PKCS#10 certification requests (RFC 2986): what one says, read once and kept with spans into its DER.

use std::ops::Range;

use crate::{
    AttributeKind, DnsName, KeyKind, NameError, Sha256, Subject,
    cert::{AltName, SUBJECT_ALT_NAME, read_alternative_names},
    der::{self, DerError, Reader},
    keys::{self, SignatureAlgorithm, Spki, Verdict},
};

/// The largest input in octets, PEM or DER, judged before anything is parsed (reliability: limits before parsing).
pub const CSR_OCTETS_MAX: usize = 64 * 1024;

/// More attributes or extensions than any program writes.
const ITEMS_MAX: usize = 64;

/// More names than any CA takes in one certificate; what a product takes is a rule's limit.
pub(crate) const NAMES_MAX: usize = 1000;

/// PKCS#9 extensionRequest (RFC 2985 §5.4.2).
pub(crate) const EXTENSION_REQUEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x0e];
/// szOID_CERT_EXTENSIONS: what older Windows writes in its place.
const MICROSOFT_EXTENSIONS: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x01, 0x0e];

/// A certification request that could be read. Reading judges nothing: see [`crate::inspect`].
#[derive(Clone, Debug)]
pub struct Csr {
    der: Vec<u8>,
    info: Range<usize>,
    subject: Subject,
    key: Spki,
    algorithm: SignatureAlgorithm,
    signature: Range<usize>,
    names: Vec<DnsName>,
    /// How many of the names are SANs.
    alternative: usize,
    refused: Vec<RefusedName>,
    dotted: Vec<String>,
    repeated: Vec<DnsName>,
    dropped: usize,
    parts_twice: Vec<String>,
}

/// A value in a name's place that is not a DNS name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedName {
    /// The value as text.
    pub text: String,
    /// Why not.
    pub error: NameError,
}

impl Csr {
    /// Reads DER.
    ///
    /// # Errors
    /// [`DerError`] says what could not be read and where.
    pub fn from_der(der: Vec<u8>) -> Result<Self, DerError> {
        let mut outer = Reader::new(&der);
        let request = outer.expect(der::SEQUENCE, "request")?;
        outer.finish("trailing_octets")?;
        let mut parts = request.open();
        let info = parts.expect(der::SEQUENCE, "request_info")?;
        let algorithm = keys::read_signature_algorithm(&parts.expect(der::SEQUENCE, "signature_algorithm")?)?;
        let signature = parts.expect(der::BIT_STRING, "signature")?;
        let signature = signature.bits().or_else(|_| signature.err("signature"))?;
        parts.finish("request")?;

        let mut fields = info.open();
        let version = fields.expect(der::INTEGER, "version")?;
        if version.body != [0] {
            return version.err("version");
        }
        let subject = Subject::read(&fields.expect(der::SEQUENCE, "subject")?)?;
        let key = keys::read_spki(&mut fields)?;
        let mut found = Found::default();
        // RFC 2986 wants the attributes always there; some old programs leave them out when empty.
        if let Some(attributes) = fields.optional(der::context_constructed(0), "attributes")? {
            found.read_attributes(&mut attributes.open())?;
        }
        fields.finish("request_info")?;

        let alternative = found.names.len();
        for text in subject.all(AttributeKind::CommonName) {
            if !found.names.iter().any(|name| name.as_str() == text) {
                found.add(text);
            }
        }
        let (info, Found { names, refused, dotted, repeated, dropped, parts_twice, .. }) = (info.whole, found);
        Ok(Self {
            info,
            subject,
            key,
            algorithm,
            signature,
            names,
            alternative,
            refused,
            dotted,
            repeated,
            dropped,
            parts_twice,
            der,
        })
    }

    /// The whole request.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The request as one `CERTIFICATE REQUEST` block.
    pub fn to_pem(&self) -> String {
        crate::pem::encode("CERTIFICATE REQUEST", &self.der)
    }

    /// The subject's attributes.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The first CN.
    pub fn common_name(&self) -> Option<&str> {
        self.subject.first(AttributeKind::CommonName)
    }

    /// Every DNS name once: SANs in their order, then CNs.
    pub fn names(&self) -> &[DnsName] {
        &self.names
    }

    /// The CNs that are not among the SANs, where there are SANs.
    pub fn names_beside_sans(&self) -> &[DnsName] {
        if self.alternative == 0 { &[] } else { self.names.get(self.alternative..).unwrap_or_default() }
    }

    /// What stands in a name's place without being one.
    pub fn refused_names(&self) -> &[RefusedName] {
        &self.refused
    }

    /// Names that were written with a dot at the end; [`Self::names`] has them without it.
    pub fn dotted_names(&self) -> &[String] {
        &self.dotted
    }

    /// Names that stand more than once among the SANs.
    pub fn repeated_names(&self) -> &[DnsName] {
        &self.repeated
    }

    /// How many SANs are neither DNS names nor addresses.
    pub fn dropped_names(&self) -> usize {
        self.dropped
    }

    /// What may stand there once and stands there more often: `extensionRequest`, `subjectAltName`, or the OID of another
    /// extension. [`Self::names`] has the names of all of them.
    pub fn parts_twice(&self) -> &[String] {
        &self.parts_twice
    }

    /// The SubjectPublicKeyInfo.
    pub fn spki_der(&self) -> &[u8] {
        self.slice(&self.key.whole)
    }

    /// The SPKI's digest: which key it is.
    pub fn spki_sha256(&self) -> Sha256 {
        Sha256::of(self.spki_der())
    }

    /// The key's kind and size.
    pub fn key(&self) -> KeyKind {
        self.key.kind
    }

    /// How it is signed.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// Checks the request's signature by its own key (RFC 2986 §4.2), which is the expensive part of an inspection.
    pub fn verify(&self) -> Verdict {
        let (key, info, signature) = (self.key_bits(), self.slice(&self.info), self.slice(&self.signature));
        keys::verify(self.key.kind, key, self.algorithm, info, signature)
    }

    /// The content of the key's BIT STRING.
    pub(crate) fn key_bits(&self) -> &[u8] {
        self.slice(&self.key.bits)
    }

    /// The key's AlgorithmIdentifier.
    pub(crate) fn key_algorithm(&self) -> &[u8] {
        self.slice(&self.key.algorithm)
    }

    /// Modulus and exponent of an RSA key, big-endian without sign octets.
    pub(crate) fn rsa_parts(&self) -> Option<(&[u8], &[u8])> {
        matches!(self.key.kind, KeyKind::Rsa { .. }).then(|| keys::rsa_parts(self.key_bits()).ok())?
    }

    fn slice(&self, span: &Range<usize>) -> &[u8] {
        self.der.get(span.clone()).unwrap_or_default()
    }
}

/// Names gathered on the way.
#[derive(Default)]
struct Found<'a> {
    names: Vec<DnsName>,
    refused: Vec<RefusedName>,
    dotted: Vec<String>,
    repeated: Vec<DnsName>,
    dropped: usize,
    /// Whether an extensionRequest was read.
    is_requested: bool,
    /// The OIDs of the extensions that were read.
    extensions: Vec<&'a [u8]>,
    parts_twice: Vec<String>,
}

impl<'a> Found<'a> {
    /// A name from anywhere; comes back when it was there already.
    fn add(&mut self, text: &str) -> Option<DnsName> {
        let name = match DnsName::parse(text) {
            Ok(name) => name,
            Err(error) => {
                // A CN often repeats a SAN.
                if !self.refused.iter().any(|refused| refused.text == text) {
                    self.refused.push(RefusedName { text: text.to_owned(), error });
                }
                return None;
            }
        };
        if text.trim_end().ends_with('.') {
            self.dotted.push(text.to_owned());
        }
        if self.names.contains(&name) {
            return Some(name);
        }
        self.names.push(name);
        None
    }

    fn read_attributes(&mut self, attributes: &mut Reader<'a>) -> Result<(), DerError> {
        for _ in 0..ITEMS_MAX {
            if attributes.is_empty() {
                return Ok(());
            }
            let mut attribute = attributes.expect(der::SEQUENCE, "attribute")?.open();
            let oid = attribute.expect(der::OID, "attribute")?;
            let values = attribute.expect(der::SET, "attribute")?;
            if matches!(oid.body, EXTENSION_REQUEST | MICROSOFT_EXTENSIONS) {
                let mut values = values.open();
                // One attribute, one value (RFC 2985 §5.4.2); programs read the first and pass over the rest. Each round
                // takes octets of an input that is limited.
                loop {
                    let extensions = values.expect(der::SEQUENCE, "extension_request")?;
                    if std::mem::replace(&mut self.is_requested, true) {
                        self.add_twice("extensionRequest".into());
                    }
                    self.read_extensions(&mut extensions.open())?;
                    if values.is_empty() {
                        break;
                    }
                }
            }
        }
        attributes.finish("attributes_too_many")
    }

    fn add_twice(&mut self, part: String) {
        if !self.parts_twice.contains(&part) {
            self.parts_twice.push(part);
        }
    }

    fn read_extensions(&mut self, extensions: &mut Reader<'a>) -> Result<(), DerError> {
        while self.extensions.len() < ITEMS_MAX {
            if extensions.is_empty() {
                return Ok(());
            }
            let mut extension = extensions.expect(der::SEQUENCE, "extension")?.open();
            let oid = extension.expect(der::OID, "extension")?;
            extension.optional(der::BOOLEAN, "extension")?;
            let value = extension.expect(der::OCTET_STRING, "extension")?;
            let is_names = oid.body == SUBJECT_ALT_NAME;
            if self.extensions.contains(&oid.body) {
                self.add_twice(if is_names { "subjectAltName".into() } else { der::dotted(oid.body) });
            }
            self.extensions.push(oid.body);
            if is_names {
                read_alternative_names(&value, |name| {
                    if self.names.len() + self.refused.len() == NAMES_MAX {
                        return Err("names_too_many");
                    }
                    match name {
                        AltName::Dns(text) => {
                            let again = self.add(&text).filter(|name| !self.repeated.contains(name));
                            self.repeated.extend(again);
                        }
                        AltName::Ip(address) => {
                            let text = address.to_string();
                            self.refused.push(RefusedName { text, error: NameError::IpAddress });
                        }
                        // Mail addresses and the like are never put in a server certificate (BR 7.1.2.7.12).
                        AltName::Other => self.dropped += 1,
                    }
                    Ok(())
                })?;
            }
        }
        extensions.finish("extensions_too_many")
    }
}
