//! A certificate as the rules look at it: each field and extension decoded once, borrowed from the DER, with what
//! [`Certificate`] has no use for. An extension that cannot be decoded is noted and otherwise treated as empty.

use super::attributes::{self, Known};
use crate::{
    Certificate,
    cert::{AUTHORITY_KEY_ID, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE, KEY_USAGE, SUBJECT_ALT_NAME, SUBJECT_KEY_ID},
    der::{self, DerError, Element, Reader},
    subject,
};

pub(super) const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];
pub(super) const SUBJECT_INFO_ACCESS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x0b];
pub(super) const TLS_FEATURE: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18];
pub(super) const SUBJECT_DIRECTORY_ATTRIBUTES: &[u8] = &[0x55, 0x1d, 0x09];
pub(super) const ISSUER_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x12];
pub(super) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x1e];
pub(super) const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 0x1f];
pub(super) const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 0x20];
pub(super) const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 0x21];
pub(super) const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x24];
pub(super) const FRESHEST_CRL: &[u8] = &[0x55, 0x1d, 0x2e];
pub(super) const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 0x36];
/// 1.3.6.1.4.1.11129.2.4.2 and .3 (RFC 6962 §3.3, §3.1).
pub(super) const SCT_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];
pub(super) const PRECERTIFICATE_POISON: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x03];
/// 2.23.140.3.1, cabfOrganizationIdentifier (EVG 9.8.2).
pub(super) const CABF_ORGANIZATION_ID: &[u8] = &[0x67, 0x81, 0x0c, 0x03, 0x01];

pub(super) const OCSP: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01];
pub(super) const CA_ISSUERS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];
/// The qualifier with a CPS's address, id-qt-cps.
const QUALIFIER_CPS: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x02, 0x01];

/// Tags of the GeneralName choices (RFC 5280 §4.2.1.6) that the rules tell apart.
pub(super) const DNS_NAME: u8 = 0x82;
pub(super) const URI: u8 = 0x86;
pub(super) const IP_ADDRESS: u8 = 0x87;

/// Extensions by their usual name; one that is not here must not be critical, for no program here knows it.
const EXTENSIONS: [(&[u8], &str); 21] = [
    (SUBJECT_ALT_NAME, "subjectAltName"),
    (KEY_USAGE, "keyUsage"),
    (EXTENDED_KEY_USAGE, "extKeyUsage"),
    (BASIC_CONSTRAINTS, "basicConstraints"),
    (AUTHORITY_KEY_ID, "authorityKeyIdentifier"),
    (SUBJECT_KEY_ID, "subjectKeyIdentifier"),
    (CERTIFICATE_POLICIES, "certificatePolicies"),
    (CRL_DISTRIBUTION_POINTS, "cRLDistributionPoints"),
    (AUTHORITY_INFO_ACCESS, "authorityInfoAccess"),
    (SCT_LIST, "signedCertificateTimestampList"),
    (PRECERTIFICATE_POISON, "precertificatePoison"),
    (NAME_CONSTRAINTS, "nameConstraints"),
    (POLICY_MAPPINGS, "policyMappings"),
    (POLICY_CONSTRAINTS, "policyConstraints"),
    (INHIBIT_ANY_POLICY, "inhibitAnyPolicy"),
    (TLS_FEATURE, "tlsFeature"),
    (FRESHEST_CRL, "freshestCRL"),
    (SUBJECT_INFO_ACCESS, "subjectInfoAccess"),
    (ISSUER_ALT_NAME, "issuerAltName"),
    (SUBJECT_DIRECTORY_ATTRIBUTES, "subjectDirectoryAttributes"),
    (CABF_ORGANIZATION_ID, "cabfOrganizationIdentifier"),
];

/// Everything the rules ask for.
#[derive(Default)]
pub(super) struct View<'a> {
    /// 0 for version 1, 2 for version 3.
    pub(super) version: u8,
    /// The INTEGER's octets, with its sign.
    pub(super) serial: &'a [u8],
    /// The signature's AlgorithmIdentifier.
    pub(super) algorithm: &'a [u8],
    /// Tags of notBefore and notAfter.
    pub(super) time_tags: [u8; 2],
    pub(super) subject: Vec<Attribute<'a>>,
    /// The key's AlgorithmIdentifier.
    pub(super) key_algorithm: &'a [u8],
    /// The content of the key's BIT STRING.
    pub(super) key_bits: &'a [u8],
    pub(super) has_unique_id: bool,
    pub(super) extensions: Vec<Extension<'a>>,
    /// What could not be decoded, by its usual name.
    pub(super) malformed: Vec<&'static str>,
    pub(super) alt_names: Option<Vec<GeneralName<'a>>>,
    pub(super) basic: Option<BasicConstraints>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) purposes: Option<Vec<&'a [u8]>>,
    pub(super) policies: Option<Vec<Policy<'a>>>,
    pub(super) authority: Option<AuthorityKeyId<'a>>,
    pub(super) crl: Option<Vec<DistributionPoint<'a>>>,
    pub(super) access: Option<Vec<(&'a [u8], GeneralName<'a>)>>,
    pub(super) scts: Option<Vec<Sct<'a>>>,
    pub(super) name_constraints: Option<NameConstraints>,
    pub(super) wants_staple: bool,
}

/// One attribute of the subject.
pub(super) struct Attribute<'a> {
    /// Its kind, if the rules know it.
    pub(super) known: Option<&'static Known>,
    /// Which RDN it stands in.
    pub(super) rdn: usize,
    /// Its string type.
    pub(super) tag: u8,
    pub(super) text: &'a str,
    pub(super) well_encoded: bool,
}

pub(super) struct Extension<'a> {
    pub(super) oid: &'a [u8],
    pub(super) critical: bool,
    /// `critical FALSE` spelled out, which DER leaves away (X.690 §11.5).
    pub(super) default_written: bool,
}

impl Attribute<'_> {
    pub(super) fn is(&self, kind: &Known) -> bool {
        self.known.is_some_and(|known| known.oid == kind.oid)
    }

    /// For a message.
    pub(super) fn name(&self) -> &'static str {
        self.known.map_or("other", |known| known.name)
    }
}

impl Extension<'_> {
    /// Its usual name, or nothing for one that no rule knows.
    pub(super) fn name(&self) -> Option<&'static str> {
        EXTENSIONS.iter().find(|(oid, _)| *oid == self.oid).map(|(_, name)| *name)
    }
}

#[derive(Clone, Copy)]
pub(super) struct GeneralName<'a> {
    pub(super) tag: u8,
    pub(super) body: &'a [u8],
}

impl<'a> GeneralName<'a> {
    fn of(element: &Element<'a>) -> Self {
        Self { tag: element.tag, body: element.body }
    }

    /// The address of a URI that may be fetched without a certificate of its own.
    pub(super) fn is_http(&self) -> bool {
        self.tag == URI && self.body.get(..7).is_some_and(|start| start.eq_ignore_ascii_case(b"http://"))
    }

    /// For a message.
    pub(super) fn text(&self) -> String {
        subject::lossy(self.body).into_owned()
    }
}

#[derive(Clone, Copy)]
pub(super) struct BasicConstraints {
    pub(super) is_ca: bool,
    /// `cA FALSE` spelled out, which DER leaves away.
    pub(super) default_written: bool,
    pub(super) has_path_length: bool,
}

/// Bits of keyUsage as in the BIT STRING's first two octets, the first bit highest.
#[derive(Clone, Copy)]
pub(super) struct KeyUsage {
    pub(super) bits: u16,
    /// Whether trailing zero bits were left away and the unused ones are zero (X.690 §11.2.2).
    pub(super) well_encoded: bool,
}

pub(super) const DIGITAL_SIGNATURE: u16 = 0x8000;
pub(super) const NON_REPUDIATION: u16 = 0x4000;
pub(super) const KEY_ENCIPHERMENT: u16 = 0x2000;
pub(super) const DATA_ENCIPHERMENT: u16 = 0x1000;
pub(super) const KEY_AGREEMENT: u16 = 0x0800;
pub(super) const KEY_CERT_SIGN: u16 = 0x0400;
pub(super) const CRL_SIGN: u16 = 0x0200;
pub(super) const ENCIPHER_ONLY: u16 = 0x0100;
pub(super) const DECIPHER_ONLY: u16 = 0x0080;

pub(super) struct Policy<'a> {
    pub(super) oid: &'a [u8],
    /// A qualifier that is not the address of a CPS.
    pub(super) has_other_qualifier: bool,
    /// The address of a CPS that is not http or https.
    pub(super) has_odd_cps: bool,
}

#[derive(Clone, Copy)]
pub(super) struct AuthorityKeyId<'a> {
    pub(super) key_id: Option<&'a [u8]>,
    pub(super) names_issuer: bool,
}

#[derive(Default)]
pub(super) struct DistributionPoint<'a> {
    pub(super) names: Vec<GeneralName<'a>>,
    /// reasons or cRLIssuer.
    pub(super) is_partial: bool,
}

/// A signed certificate timestamp (RFC 6962 §3.2).
#[derive(Clone, Copy)]
pub(super) struct Sct<'a> {
    pub(super) version: u8,
    pub(super) log: &'a [u8],
    /// Milliseconds since 1970.
    pub(super) timestamp_ms: u64,
}

#[derive(Clone, Copy)]
pub(super) struct NameConstraints {
    pub(super) is_empty: bool,
    /// minimum or maximum, which RFC 5280 §4.2.1.10 leaves no use for.
    pub(super) has_distance: bool,
}

impl<'a> View<'a> {
    /// Reads the certificate's DER once more. What [`Certificate::from_der`] passed cannot fail here but in extensions.
    pub(super) fn read(certificate: &'a Certificate) -> Result<Self, DerError> {
        let mut parts = Reader::new(certificate.der()).expect(der::SEQUENCE, "certificate")?.open();
        let mut fields = parts.expect(der::SEQUENCE, "tbs_certificate")?.open();
        let mut view = Self { algorithm: parts.any("signature_algorithm")?.full(), ..Self::default() };
        if let Some(version) = fields.optional(der::context_constructed(0), "version")? {
            view.version = version.open().expect(der::INTEGER, "version")?.small_integer()?;
        }
        view.serial = fields.any("serial_number")?.body;
        fields.any("signature_algorithm")?;
        fields.any("issuer")?;
        let mut validity = fields.any("validity")?.open();
        view.time_tags = [validity.any("not_before")?.tag, validity.any("not_after")?.tag];
        view.read_subject(&fields.any("subject")?, certificate)?;
        let mut key = fields.any("public_key")?.open();
        view.key_algorithm = key.any("public_key_algorithm")?.full();
        view.key_bits = key.any("public_key_bits")?.body.get(1..).unwrap_or_default();
        while !fields.is_empty() {
            let field = fields.any("tbs_certificate")?;
            if field.tag == der::context_constructed(3) {
                view.read_extensions(&field)?;
            } else {
                view.has_unique_id = true;
            }
        }
        Ok(view)
    }

    /// The extension with that OID.
    pub(super) fn extension(&self, oid: &[u8]) -> Option<&Extension<'a>> {
        self.extensions.iter().find(|extension| extension.oid == oid)
    }

    pub(super) fn is_critical(&self, oid: &[u8]) -> bool {
        self.extension(oid).is_some_and(|extension| extension.critical)
    }

    pub(super) fn has(&self, oid: &[u8]) -> bool {
        self.extension(oid).is_some()
    }

    /// The texts of the subject's attributes of one kind.
    pub(super) fn texts(&self, kind: &'static Known) -> impl Iterator<Item = &'a str> {
        self.subject.iter().filter(move |attribute| attribute.is(kind)).map(|attribute| attribute.text)
    }

    pub(super) fn has_attribute(&self, kind: &'static Known) -> bool {
        self.texts(kind).next().is_some()
    }

    /// All addresses of one access method.
    pub(super) fn access_to(&self, method: &[u8]) -> impl Iterator<Item = &GeneralName<'a>> {
        self.access.iter().flatten().filter(move |(found, _)| *found == method).map(|(_, name)| name)
    }

    /// The texts were decoded with the certificate; they stand in the same order.
    fn read_subject(&mut self, name: &Element<'a>, certificate: &'a Certificate) -> Result<(), DerError> {
        let mut decoded = certificate.subject().attributes().iter();
        let (mut sets, mut rdn) = (name.open(), 0);
        while !sets.is_empty() {
            let mut set = sets.any("name")?.open();
            while !set.is_empty() {
                let mut parts = set.any("name_attribute")?.open();
                let known = attributes::known(parts.any("name_attribute")?.body);
                let tag = parts.any("name_attribute")?.tag;
                let Some(attribute) = decoded.next() else { return Ok(()) };
                let (text, well_encoded) = (attribute.text.as_str(), attribute.well_encoded);
                self.subject.push(Attribute { known, rdn, tag, text, well_encoded });
            }
            rdn += 1;
        }
        Ok(())
    }

    fn read_extensions(&mut self, tagged: &Element<'a>) -> Result<(), DerError> {
        let mut list = tagged.open().any("extensions")?.open();
        self.extensions.reserve(12);
        while !list.is_empty() {
            let mut parts = list.any("extension")?.open();
            let oid = parts.any("extension")?.body;
            let critical = parts.optional(der::BOOLEAN, "extension")?;
            let value = parts.any("extension")?;
            let is_critical = critical.as_ref().is_some_and(|critical| critical.body != [0]);
            let default_written = critical.is_some() && !is_critical;
            let extension = Extension { oid, critical: is_critical, default_written };
            if self.read_value(oid, &value).is_err() {
                self.malformed.extend(extension.name());
            }
            self.extensions.push(extension);
        }
        Ok(())
    }

    fn read_value(&mut self, oid: &[u8], value: &Element<'a>) -> Result<(), DerError> {
        match oid {
            SUBJECT_ALT_NAME => self.alt_names = Some(sequence_of(value, |name| Ok(GeneralName::of(name)))?),
            BASIC_CONSTRAINTS => self.basic = Some(basic_constraints(value)?),
            KEY_USAGE => self.key_usage = Some(key_usage(value)?),
            EXTENDED_KEY_USAGE => self.purposes = Some(sequence_of(value, |purpose| tagged(purpose, der::OID))?),
            CERTIFICATE_POLICIES => self.policies = Some(sequence_of(value, policy)?),
            AUTHORITY_KEY_ID => self.authority = Some(authority_key_id(value)?),
            CRL_DISTRIBUTION_POINTS => self.crl = Some(sequence_of(value, distribution_point)?),
            AUTHORITY_INFO_ACCESS => self.access = Some(sequence_of(value, access_description)?),
            SCT_LIST => self.scts = Some(sct_list(value)?),
            NAME_CONSTRAINTS => self.name_constraints = Some(name_constraints(value)?),
            TLS_FEATURE => {
                // status_request (5), RFC 7633 §4.1.
                const STATUS_REQUEST: &[u8] = &[5];
                self.wants_staple = sequence_of(value, |f| tagged(f, der::INTEGER))?.contains(&STATUS_REQUEST);
            }
            SUBJECT_KEY_ID => inside(value, der::OCTET_STRING).map(drop)?,
            PRECERTIFICATE_POISON => inside(value, der::NULL).map(drop)?,
            SUBJECT_INFO_ACCESS | POLICY_MAPPINGS | FRESHEST_CRL | ISSUER_ALT_NAME | SUBJECT_DIRECTORY_ATTRIBUTES => {
                sequence_of(value, |_| Ok(())).map(drop)?;
            }
            POLICY_CONSTRAINTS => inside(value, der::SEQUENCE).map(drop)?,
            INHIBIT_ANY_POLICY => inside(value, der::INTEGER)?.small_integer().map(drop)?,
            _ => {}
        }
        Ok(())
    }
}

/// The only element that an extension wraps.
fn inside<'a>(value: &Element<'a>, tag: u8) -> Result<Element<'a>, DerError> {
    let mut reader = value.open();
    let element = reader.expect(tag, "extension")?;
    reader.finish("extension")?;
    Ok(element)
}

/// Reads a SEQUENCE OF; an empty one is an error, for each that occurs here has SIZE (1..MAX).
fn sequence_of<'a, T>(
    value: &Element<'a>,
    mut read: impl FnMut(&Element<'a>) -> Result<T, DerError>,
) -> Result<Vec<T>, DerError> {
    let sequence = inside(value, der::SEQUENCE)?;
    let mut items = Vec::with_capacity(4);
    let mut list = sequence.open();
    while !list.is_empty() {
        items.push(read(&list.any("extension")?)?);
    }
    if items.is_empty() { sequence.err("extension_empty") } else { Ok(items) }
}

fn tagged<'a>(element: &Element<'a>, tag: u8) -> Result<&'a [u8], DerError> {
    if element.tag == tag { Ok(element.body) } else { element.err("extension") }
}

fn basic_constraints(value: &Element<'_>) -> Result<BasicConstraints, DerError> {
    let mut parts = inside(value, der::SEQUENCE)?.open();
    let ca = parts.optional(der::BOOLEAN, "basic_constraints")?.map(|ca| ca.boolean()).transpose()?;
    let path_length = parts.optional(der::INTEGER, "path_length")?;
    parts.finish("basic_constraints")?;
    path_length.as_ref().map(Element::small_integer).transpose()?;
    Ok(BasicConstraints {
        is_ca: ca == Some(true),
        default_written: ca == Some(false),
        has_path_length: path_length.is_some(),
    })
}

fn key_usage(value: &Element<'_>) -> Result<KeyUsage, DerError> {
    let bits = inside(value, der::BIT_STRING)?;
    let (unused, octets) = match *bits.body {
        [unused @ 0..8, ref octets @ ..] if octets.len() <= 2 => (unused, octets),
        _ => return bits.err("key_usage"),
    };
    let field = u16::from_be_bytes([octets.first().copied().unwrap_or(0), octets.get(1).copied().unwrap_or(0)]);
    // The last octet's lowest used bit is set, and below it are just the unused ones.
    let well_encoded = octets.last().map_or(unused == 0, |last| last.trailing_zeros() == u32::from(unused));
    Ok(KeyUsage { bits: field, well_encoded })
}

fn policy<'a>(element: &Element<'a>) -> Result<Policy<'a>, DerError> {
    let mut parts = element.open();
    let oid = parts.expect(der::OID, "policy")?.body;
    let mut policy = Policy { oid, has_other_qualifier: false, has_odd_cps: false };
    if let Some(qualifiers) = parts.optional(der::SEQUENCE, "policy_qualifiers")? {
        let mut list = qualifiers.open();
        while !list.is_empty() {
            let mut qualifier = list.expect(der::SEQUENCE, "policy_qualifier")?.open();
            let id = qualifier.expect(der::OID, "policy_qualifier")?;
            let value = qualifier.any("policy_qualifier")?;
            if id.body == QUALIFIER_CPS {
                policy.has_odd_cps |= !(value.body.starts_with(b"http://") || value.body.starts_with(b"https://"));
            } else {
                policy.has_other_qualifier = true;
            }
        }
    }
    parts.finish("policy")?;
    Ok(policy)
}

fn authority_key_id<'a>(value: &Element<'a>) -> Result<AuthorityKeyId<'a>, DerError> {
    let mut parts = inside(value, der::SEQUENCE)?.open();
    let key_id = parts.optional(der::context(0), "authority_key_id")?.map(|id| id.body);
    let issuer = parts.optional(der::context_constructed(1), "authority_key_id")?;
    let serial = parts.optional(der::context(2), "authority_key_id")?;
    parts.finish("authority_key_id")?;
    Ok(AuthorityKeyId { key_id, names_issuer: issuer.is_some() || serial.is_some() })
}

fn distribution_point<'a>(element: &Element<'a>) -> Result<DistributionPoint<'a>, DerError> {
    tagged(element, der::SEQUENCE)?;
    let mut parts = element.open();
    let mut point = DistributionPoint::default();
    if let Some(name) = parts.optional(der::context_constructed(0), "distribution_point")? {
        let full = name.open().any("distribution_point")?;
        // fullName [0]; the other choice names the CRL relative to its issuer, which no program looks up.
        if full.tag == der::context_constructed(0) {
            let mut names = full.open();
            while !names.is_empty() {
                point.names.push(GeneralName::of(&names.any("distribution_point")?));
            }
        }
    }
    point.is_partial = !parts.is_empty();
    Ok(point)
}

fn access_description<'a>(element: &Element<'a>) -> Result<(&'a [u8], GeneralName<'a>), DerError> {
    tagged(element, der::SEQUENCE)?;
    let mut parts = element.open();
    let method = parts.expect(der::OID, "access_method")?.body;
    let location = GeneralName::of(&parts.any("access_location")?);
    parts.finish("access_location")?;
    Ok((method, location))
}

/// SignedCertificateTimestampList (RFC 6962 §3.3): TLS vectors in an OCTET STRING.
fn sct_list<'a>(value: &Element<'a>) -> Result<Vec<Sct<'a>>, DerError> {
    let octets = inside(value, der::OCTET_STRING)?;
    let read = || {
        let (mut list, rest) = vector(octets.body)?;
        let mut scts = Vec::with_capacity(4);
        while !list.is_empty() {
            let (sct, behind) = vector(list)?;
            let (&version, sct) = sct.split_first()?;
            let (log, sct) = sct.split_at_checked(32)?;
            let (timestamp, sct) = sct.split_first_chunk::<8>()?;
            let (_, sct) = vector(sct)?;
            let (_, end) = vector(sct.get(2..)?)?;
            scts.push(Sct { version, log, timestamp_ms: u64::from_be_bytes(*timestamp) });
            if version == 0 && !end.is_empty() {
                return None;
            }
            list = behind;
        }
        (rest.is_empty() && !scts.is_empty()).then_some(scts)
    };
    read().map_or_else(|| octets.err("sct_list"), Ok)
}

/// A TLS vector with two octets of length, and what follows it.
fn vector(octets: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = octets.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

fn name_constraints(value: &Element<'_>) -> Result<NameConstraints, DerError> {
    let mut found = NameConstraints { is_empty: true, has_distance: false };
    let mut trees = inside(value, der::SEQUENCE)?.open();
    while !trees.is_empty() {
        let mut subtrees = trees.any("name_constraints")?.open();
        while !subtrees.is_empty() {
            let mut subtree = subtrees.expect(der::SEQUENCE, "name_constraints")?.open();
            subtree.any("name_constraints")?;
            found.has_distance |= !subtree.is_empty();
            found.is_empty = false;
        }
    }
    Ok(found)
}
