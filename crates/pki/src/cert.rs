//! X.509 certificates (RFC 5280): what one says, read once and kept with spans into its DER.

use std::{borrow::Cow, net::IpAddr, ops::Range};

use crate::{
    AttributeKind, DnsName, Finding, KeyKind, Severity, Sha256, Subject,
    der::{self, DerError, Element, Reader},
    digest::hex,
    finding::visible,
    keys::{self, SignatureAlgorithm, Spki, Verdict},
    pem::{self, PemError},
    subject,
};

/// The largest pile of certificates in octets, judged before anything is parsed.
pub const CHAIN_OCTETS_MAX: usize = 1024 * 1024;

/// The most certificates in a pile; real chains have two to four.
pub const CHAIN_CERTIFICATES_MAX: usize = 32;

/// More extensions than any certificate carries.
const EXTENSIONS_MAX: usize = 64;

pub(crate) const SUBJECT_KEY_ID: &[u8] = &[0x55, 0x1d, 0x0e];
pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
pub(crate) const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
pub(crate) const AUTHORITY_KEY_ID: &[u8] = &[0x55, 0x1d, 0x23];
pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
pub(crate) const SERVER_AUTH: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];

/// A certificate that could be read. Reading judges nothing: see [`crate::check_issued`].
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    tbs: Range<usize>,
    serial: Range<usize>,
    algorithm: SignatureAlgorithm,
    algorithms_agree: bool,
    signature: Range<usize>,
    issuer_span: Range<usize>,
    issuer: Subject,
    subject_span: Range<usize>,
    subject: Subject,
    not_before: i64,
    not_after: i64,
    key: Spki,
    extensions: Extensions,
}

/// What the extensions say that is asked for here.
#[derive(Clone, Debug, Default)]
struct Extensions {
    names: Vec<DnsName>,
    addresses: Vec<IpAddr>,
    /// SANs that say that they are DNS names and are none.
    malformed_names: Vec<String>,
    /// SANs that are not valid DNS names.
    other_names: usize,
    is_ca: bool,
    path_length: Option<u8>,
    server_auth: Option<bool>,
    may_sign_certificates: Option<bool>,
    authority_key_id: Option<Range<usize>>,
    subject_key_id: Option<Range<usize>>,
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl Certificate {
    /// Reads DER.
    ///
    /// # Errors
    /// [`DerError`] says what could not be read and where.
    pub fn from_der(der: Vec<u8>) -> Result<Self, DerError> {
        let mut outer = Reader::new(&der);
        let certificate = outer.expect(der::SEQUENCE, "certificate")?;
        outer.finish("trailing_octets")?;
        let mut parts = certificate.open();
        let tbs = parts.expect(der::SEQUENCE, "tbs_certificate")?;
        let algorithm_identifier = parts.expect(der::SEQUENCE, "signature_algorithm")?;
        let signature = parts.expect(der::BIT_STRING, "signature")?.bits()?;
        parts.finish("certificate")?;

        let mut fields = tbs.open();
        let version = fields.optional(der::context_constructed(0), "version")?;
        version.map(|v| v.open().expect(der::INTEGER, "version")?.small_integer()).transpose()?;
        let serial = fields.expect(der::INTEGER, "serial_number")?;
        if serial.body.is_empty() {
            return serial.err("serial_number");
        }
        let inner_algorithm = fields.expect(der::SEQUENCE, "signature_algorithm")?;
        let algorithms_agree = inner_algorithm.full() == algorithm_identifier.full();
        let issuer = fields.expect(der::SEQUENCE, "issuer")?;
        let mut validity = fields.expect(der::SEQUENCE, "validity")?.open();
        let (not_before, not_after) = (validity.any("not_before")?.time()?, validity.any("not_after")?.time()?);
        validity.finish("validity")?;
        let subject = fields.expect(der::SEQUENCE, "subject")?;
        let key = keys::read_spki(&mut fields)?;
        fields.optional(der::context(1), "issuer_unique_id")?;
        fields.optional(der::context(2), "subject_unique_id")?;
        let extensions = match fields.optional(der::context_constructed(3), "extensions")? {
            // Only version 3 has extensions; another number is a finding of `lint`.
            Some(tagged) => Extensions::read(&tagged)?,
            None => Extensions::default(),
        };
        fields.finish("tbs_certificate")?;

        Ok(Self {
            tbs: tbs.whole,
            serial: serial.inner,
            algorithm: keys::read_signature_algorithm(&algorithm_identifier)?,
            algorithms_agree,
            signature,
            issuer: Subject::read(&issuer)?,
            issuer_span: issuer.whole,
            subject: Subject::read(&subject)?,
            subject_span: subject.whole,
            not_before,
            not_after,
            key,
            extensions,
            der,
        })
    }

    /// Every certificate in a PEM text, or the one in DER. Other blocks are passed over, private keys refused.
    ///
    /// # Errors
    /// A finding of field `certificate`: `certificate_too_large`, `certificate_private_key_pasted`,
    /// `certificate_unreadable` or `certificate_too_many`.
    pub fn from_pem_all(input: &[u8]) -> Result<Vec<Self>, Finding> {
        if input.len() > CHAIN_OCTETS_MAX {
            return Err(finding("certificate_too_large").with("octets_max", CHAIN_OCTETS_MAX));
        }
        let unreadable = |reason: &str| finding("certificate_unreadable").with("reason", reason);
        let der_error = |e: DerError| unreadable(e.what).with("at", e.at);
        if der::is_der(input) {
            return Ok(vec![Self::from_der(input.to_vec()).map_err(der_error)?]);
        }
        let blocks = pem::decode_all(input).map_err(|e| match e {
            PemError::TooMany => finding("certificate_too_many").with("certificates_max", CHAIN_CERTIFICATES_MAX),
            other => unreadable(other.code()),
        })?;
        if blocks.iter().any(pem::Block::is_private_key) {
            return Err(finding("certificate_private_key_pasted"));
        }
        let ders: Vec<_> = blocks.into_iter().filter(pem::Block::is_certificate).map(|b| b.der).collect();
        match ders.len() {
            0 => Err(unreadable("no_certificate")),
            count if count > CHAIN_CERTIFICATES_MAX => {
                Err(finding("certificate_too_many").with("certificates_max", CHAIN_CERTIFICATES_MAX))
            }
            _ => ders.into_iter().map(|der| Self::from_der(der).map_err(der_error)).collect(),
        }
    }

    /// The whole certificate.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as one `CERTIFICATE` block.
    pub fn to_pem(&self) -> String {
        pem::encode("CERTIFICATE", &self.der)
    }

    /// SHA-256 of the whole certificate.
    pub fn fingerprint(&self) -> Sha256 {
        Sha256::of(&self.der)
    }

    /// The serial number's magnitude, big-endian, without the sign octet.
    pub fn serial(&self) -> &[u8] {
        match self.slice(&self.serial) {
            [0, rest @ ..] if !rest.is_empty() => rest,
            all => all,
        }
    }

    /// The serial number in lower-case hexadecimal, with a minus sign for one that RFC 5280 §4.1.2.2 forbids.
    pub fn serial_hex(&self) -> String {
        let octets = self.serial();
        if self.slice(&self.serial).first().is_some_and(|octet| *octet >= 0x80) {
            // Two's complement: every bit turned over, then one more.
            let mut magnitude: Vec<u8> = octets.iter().map(|octet| !octet).collect();
            for octet in magnitude.iter_mut().rev() {
                let carried;
                (*octet, carried) = octet.overflowing_add(1);
                if !carried {
                    break;
                }
            }
            return format!("-{}", hex(&magnitude));
        }
        hex(octets)
    }

    /// The first second it is valid, in seconds since 1970.
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last second it is valid, in seconds since 1970.
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// The DNS names in the SAN extension, in order.
    pub fn names(&self) -> &[DnsName] {
        &self.extensions.names
    }

    /// The IP addresses in the SAN extension, in order.
    pub fn addresses(&self) -> &[IpAddr] {
        &self.extensions.addresses
    }

    /// The DNS names in the SAN extension that are not valid, as they are written, in order.
    pub fn malformed_names(&self) -> &[String] {
        &self.extensions.malformed_names
    }

    /// How many SANs are something else than valid DNS names.
    pub fn other_names_count(&self) -> usize {
        self.extensions.other_names
    }

    /// Whether one of its names is good for a host; an address needs an iPAddress entry (RFC 9525 section 6.4).
    pub fn covers(&self, host: &str) -> bool {
        match host.parse() {
            Ok(address) => self.addresses().contains(&address),
            Err(_) => self.names().iter().any(|name| name.covers(host)),
        }
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

    /// Whether the algorithm named outside the signature is the one inside (RFC 5280 §4.1.1.2).
    pub(crate) fn algorithms_agree(&self) -> bool {
        self.algorithms_agree
    }

    /// Who issued it.
    pub fn issuer(&self) -> &Subject {
        &self.issuer
    }

    /// Whom it names.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The issuer for people.
    pub fn issuer_text(&self) -> String {
        self.issuer.to_string()
    }

    /// The subject for people.
    pub fn subject_text(&self) -> String {
        self.subject.to_string()
    }

    /// The subject's first CN.
    pub fn common_name(&self) -> Option<&str> {
        self.subject.first(AttributeKind::CommonName)
    }

    /// The issuer's Name in DER; equal octets mean the same name.
    pub fn issuer_der(&self) -> &[u8] {
        self.slice(&self.issuer_span)
    }

    /// The subject's Name in DER.
    pub fn subject_der(&self) -> &[u8] {
        self.slice(&self.subject_span)
    }

    /// Whether basicConstraints says CA.
    pub fn is_ca(&self) -> bool {
        self.extensions.is_ca
    }

    /// How many CAs may stand between this CA and a leaf; `None` is no limit.
    pub fn path_length(&self) -> Option<u8> {
        self.extensions.path_length
    }

    /// Whether it may serve TLS: extKeyUsage has serverAuth; `None` without that extension.
    pub fn server_auth(&self) -> Option<bool> {
        self.extensions.server_auth
    }

    /// Whether keyUsage has keyCertSign; `None` without that extension.
    pub fn may_sign_certificates(&self) -> Option<bool> {
        self.extensions.may_sign_certificates
    }

    /// The key identifier of its issuer.
    pub fn aki(&self) -> Option<&[u8]> {
        self.extensions.authority_key_id.as_ref().map(|span| self.slice(span))
    }

    /// Its own key identifier.
    pub fn ski(&self) -> Option<&[u8]> {
        self.extensions.subject_key_id.as_ref().map(|span| self.slice(span))
    }

    /// Whether issuer and subject are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.issuer_der() == self.subject_der()
    }

    /// Whether it is signed by its own key: a root, which servers do not send.
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.verify_signed_by(self) == Verdict::Valid
    }

    /// Whether it may be meant as a root: a CA's, and for no site. What openssl makes by default says that it is a CA's
    /// even where it is a server's, but then it has names.
    pub fn could_be_root(&self) -> bool {
        // Some roots have a mail address there.
        let hosts = self.names().len() + self.addresses().len() + self.malformed_names().len();
        self.is_ca() && hosts == 0
    }

    /// Whether `issuer` has the name and, where both say one, the key identifier that this certificate gives for its
    /// issuer. Says nothing about the signature.
    pub fn names_as_issuer(&self, issuer: &Self) -> bool {
        self.issuer_der() == issuer.subject_der()
            && self.aki().zip(issuer.ski()).is_none_or(|(wanted, found)| wanted == found)
    }

    /// Checks the signature by `issuer`'s key. It is broken when it claims an algorithm that was not signed.
    pub fn verify_signed_by(&self, issuer: &Self) -> Verdict {
        if !self.algorithms_agree {
            return Verdict::Broken;
        }
        let key = issuer.slice(&issuer.key.bits);
        keys::verify(issuer.key.kind, key, self.algorithm, self.slice(&self.tbs), self.slice(&self.signature))
    }

    fn slice(&self, span: &Range<usize>) -> &[u8] {
        self.der.get(span.clone()).unwrap_or_default()
    }
}

fn finding(code: &'static str) -> Finding {
    Finding::new(code, Severity::Error, "RFC 5280, RFC 7468").on("certificate")
}

impl Extensions {
    fn read(tagged: &Element<'_>) -> Result<Self, DerError> {
        let mut list = tagged.open().expect(der::SEQUENCE, "extensions")?.open();
        let mut found = Self::default();
        let mut seen: Vec<&[u8]> = Vec::with_capacity(16);
        while !list.is_empty() {
            let extension = list.expect(der::SEQUENCE, "extension")?;
            let mut parts = extension.open();
            let oid = parts.expect(der::OID, "extension")?;
            if let Some(critical) = parts.optional(der::BOOLEAN, "extension")? {
                critical.boolean()?;
            }
            let value = parts.expect(der::OCTET_STRING, "extension")?;
            parts.finish("extension")?;
            if seen.len() == EXTENSIONS_MAX {
                return oid.err("extensions_too_many");
            }
            // RFC 5280 §4.2: at most one instance of each. A second is a finding of `lint`, and means nothing here.
            if !seen.contains(&oid.body) {
                found.read_one(oid.body, &value)?;
            }
            seen.push(oid.body);
        }
        Ok(found)
    }

    fn read_one(&mut self, oid: &[u8], value: &Element<'_>) -> Result<(), DerError> {
        match oid {
            SUBJECT_ALT_NAME => read_alternative_names(value, |name| {
                match name {
                    AltName::Dns(text) => match DnsName::parse(&text) {
                        Ok(name) => self.names.push(name),
                        Err(_) => {
                            self.malformed_names.push(visible(&text));
                            self.other_names += 1;
                        }
                    },
                    AltName::Ip(address) => {
                        self.addresses.push(address);
                        self.other_names += 1;
                    }
                    AltName::Other => self.other_names += 1,
                }
                Ok(())
            })?,
            BASIC_CONSTRAINTS => {
                let mut parts = value.open().expect(der::SEQUENCE, "basic_constraints")?.open();
                self.is_ca = parts.optional(der::BOOLEAN, "basic_constraints")?.is_some_and(|ca| ca.body != [0]);
                let length = parts.optional(der::INTEGER, "path_length")?;
                self.path_length = length.map(|l| l.small_integer()).transpose()?;
            }
            KEY_USAGE => {
                let bits = value.open().expect(der::BIT_STRING, "key_usage")?;
                self.may_sign_certificates = Some(bits.body.get(1).is_some_and(|octet| octet & 0x04 != 0));
            }
            EXTENDED_KEY_USAGE => {
                let mut purposes = value.open().expect(der::SEQUENCE, "extended_key_usage")?.open();
                let mut server_auth = false;
                while !purposes.is_empty() {
                    server_auth |= purposes.expect(der::OID, "extended_key_usage")?.body == SERVER_AUTH;
                }
                self.server_auth = Some(server_auth);
            }
            AUTHORITY_KEY_ID => {
                let mut parts = value.open().expect(der::SEQUENCE, "authority_key_id")?.open();
                self.authority_key_id = parts.optional(der::context(0), "authority_key_id")?.map(|id| id.inner);
            }
            SUBJECT_KEY_ID => {
                self.subject_key_id = Some(value.open().expect(der::OCTET_STRING, "subject_key_id")?.inner);
            }
            _ => {}
        }
        Ok(())
    }
}

/// One entry of a SubjectAltName.
pub(crate) enum AltName<'a> {
    /// A dNSName as it stands there.
    Dns(Cow<'a, str>),
    /// An iPAddress.
    Ip(IpAddr),
    /// Mail address, URI, directory name and the rest.
    Other,
}

/// An iPAddress entry; its text is the form of RFC 5952 for IPv6.
pub(crate) fn address(octets: &[u8]) -> Option<IpAddr> {
    let v4 = <[u8; 4]>::try_from(octets).map(IpAddr::from);
    v4.or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from)).ok()
}

/// Walks GeneralNames (RFC 5280 §4.2.1.6); the receiver may stop with a reason.
pub(crate) fn read_alternative_names<'a>(
    value: &Element<'a>,
    mut receive: impl FnMut(AltName<'a>) -> Result<(), &'static str>,
) -> Result<(), DerError> {
    let mut names = value.open().expect(der::SEQUENCE, "subject_alt_name")?.open();
    while !names.is_empty() {
        let name = names.any("subject_alt_name")?;
        let alt_name = match name.tag {
            0x82 => AltName::Dns(subject::lossy(name.body)),
            0x87 => match address(name.body) {
                Some(address) => AltName::Ip(address),
                None => return name.err("ip_address"),
            },
            _ => AltName::Other,
        };
        receive(alt_name).or_else(|what| name.err(what))?;
    }
    Ok(())
}
