//! Public keys and signatures: which kind they are, and whether a signature holds (aws-lc-rs).

use std::{fmt, ops::Range};

use aws_lc_rs::signature::{
    self, ParsedPublicKey, RsaParameters, RsaPssSaltLength, RsaPublicKeyComponents, UnparsedPublicKey,
    VerificationAlgorithm,
};

use crate::der::{self, DerError, Element, Reader, Writer};

/// The kind of a public key, as named in its SubjectPublicKeyInfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA with a modulus of so many bits (`rsaEncryption`).
    Rsa {
        /// Length of the modulus, leading zeros not counted.
        bits: u32,
    },
    /// RSA restricted to PSS by `id-RSASSA-PSS`, which the BR do not allow in certificates (7.1.3.1.1).
    RsaPss,
    /// ECDSA on NIST P-256.
    EcP256,
    /// ECDSA on NIST P-384.
    EcP384,
    /// ECDSA on NIST P-521.
    EcP521,
    /// Another named curve, by its usual name; `EC` when it is not known here.
    EcOther(&'static str),
    /// A curve spelled out in parameters (RFC 5480 §2.1.1 forbids it).
    EcExplicit,
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Ed448 (RFC 8410).
    Ed448,
    /// ML-DSA of any size (RFC 9881).
    MlDsa,
    /// DSA.
    Dsa,
    /// An algorithm that is not known here.
    Unknown,
}

impl KeyKind {
    /// The usual name without the size: `RSA`, `P-256`, `Ed25519`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::RsaPss => "RSASSA-PSS",
            Self::EcP256 => "P-256",
            Self::EcP384 => "P-384",
            Self::EcP521 => "P-521",
            Self::EcOther(name) => name,
            Self::EcExplicit => "EC explicit parameters",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::MlDsa => "ML-DSA",
            Self::Dsa => "DSA",
            Self::Unknown => "unknown",
        }
    }
}

/// `RSA-2048`, `P-256`, …
impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA-{bits}"),
            other => f.write_str(other.as_str()),
        }
    }
}

/// The hash inside a signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The usual name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Whether collisions can be made, so that a signature over it proves nothing (SC-097, RFC 6151, RFC 6194).
    pub fn is_weak(self) -> bool {
        matches!(self, Self::Md5 | Self::Sha1)
    }

    pub(crate) fn octets(self) -> u16 {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

/// A signature algorithm as an AlgorithmIdentifier names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5.
    Rsa(Hash),
    /// RSASSA-PSS, one hash for message and mask.
    RsaPss {
        /// Of message and mask.
        hash: Hash,
        /// Salt length in octets.
        salt: u16,
    },
    /// ECDSA; the curve is the key's.
    Ecdsa(Hash),
    /// Ed25519.
    Ed25519,
    /// Something that is not checked here, by its usual name; `unknown` when it has none here.
    Other(&'static str),
}

/// `RSA with SHA-256`, for people to compare.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa(hash) => write!(f, "RSA with {}", hash.as_str()),
            Self::RsaPss { hash, salt } if *salt == hash.octets() => write!(f, "RSA-PSS with {}", hash.as_str()),
            Self::RsaPss { hash, salt } => write!(f, "RSA-PSS with {}, salt of {salt} octets", hash.as_str()),
            Self::Ecdsa(hash) => write!(f, "ECDSA with {}", hash.as_str()),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Other(name) => f.write_str(name),
        }
    }
}

impl SignatureAlgorithm {
    /// The hash, where the algorithm has one to choose.
    pub fn hash(self) -> Option<Hash> {
        match self {
            Self::Rsa(hash) | Self::RsaPss { hash, .. } | Self::Ecdsa(hash) => Some(hash),
            Self::Ed25519 | Self::Other(_) => None,
        }
    }

    /// Whether a CA may sign certificates with it (BR 7.1.3.2, the PKCS#1 v1.5 and ECDSA forms), so that
    /// [`crate::build`] writes it.
    pub(crate) fn is_for_issuing(self) -> bool {
        matches!(self, Self::Rsa(hash) | Self::Ecdsa(hash) if !hash.is_weak())
    }

    /// Appends the AlgorithmIdentifier; RSA carries NULL parameters, ECDSA none (BR 7.1.3.2).
    pub(crate) fn write(self, writer: &mut Writer) {
        writer.sequence(|w| {
            if let Some((oid, _)) = SIGNATURE_OIDS.iter().find(|(_, algorithm)| *algorithm == self) {
                w.oid(oid);
            }
            if matches!(self, Self::Rsa(_)) {
                w.primitive(der::NULL, &[]);
            }
        });
    }
}

/// What a signature check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The signature is the key's over exactly these bytes.
    Valid,
    /// It is not.
    Broken,
    /// Key or algorithm cannot be checked here; treat as not proven.
    Unsupported,
}

/// Checks a signature over `message` by the key in `spki` (a whole SubjectPublicKeyInfo).
///
/// Legacy hashes and RSA from 1,024 bits are checked too, so that a finding can say "weak" rather than "broken";
/// whether they are good enough is for the rules.
pub fn verify_signature(spki: &[u8], algorithm: SignatureAlgorithm, message: &[u8], signature: &[u8]) -> Verdict {
    match read_spki(&mut Reader::new(spki)) {
        Ok(key) => verify(key.kind, spki.get(key.bits).unwrap_or_default(), algorithm, message, signature),
        Err(_) => Verdict::Unsupported,
    }
}

/// The same for a key that was read before: `key` is the content of its BIT STRING.
pub(crate) fn verify(
    kind: KeyKind,
    key: &[u8],
    algorithm: SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Verdict {
    let result = if let KeyKind::Rsa { bits } = kind {
        let Some(parameters) = rsa_parameters(bits, algorithm) else { return Verdict::Unsupported };
        let Ok((n, e)) = rsa_parts(key) else { return Verdict::Broken };
        if e.len() > EXPONENT_OCTETS_MAX {
            return Verdict::Unsupported;
        }
        // The numbers were read already: given the whole key, aws-lc-rs would read it twice, once in a form that it
        // does not have.
        RsaPublicKeyComponents { n, e }.verify(parameters, message, signature)
    } else {
        let Some(verifier) = verifier(kind, algorithm) else { return Verdict::Unsupported };
        UnparsedPublicKey::new(verifier, key).verify(message, signature)
    };
    if result.is_ok() { Verdict::Valid } else { Verdict::Broken }
}

/// Whether the key can have made a signature at all: a point on its curve, an odd modulus, an odd exponent above 1
/// (BR 6.1.6). Of kinds that are not checked here nothing is known.
pub(crate) fn is_usable(kind: KeyKind, key: &[u8]) -> bool {
    let algorithm: &'static dyn VerificationAlgorithm = match kind {
        KeyKind::Rsa { .. } => &signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        KeyKind::EcP256 => &signature::ECDSA_P256_SHA256_ASN1,
        KeyKind::EcP384 => &signature::ECDSA_P384_SHA384_ASN1,
        KeyKind::EcP521 => &signature::ECDSA_P521_SHA512_ASN1,
        KeyKind::Ed25519 => &signature::ED25519,
        _ => return true,
    };
    ParsedPublicKey::new(algorithm, key).is_ok()
}

/// AWS-LC takes exponents of up to 33 bits only; larger ones are rare, and allowed (BR 6.1.6).
const EXPONENT_OCTETS_MAX: usize = 4;

fn rsa_parameters(bits: u32, algorithm: SignatureAlgorithm) -> Option<&'static RsaParameters> {
    use SignatureAlgorithm::{Rsa, RsaPss};
    const LONGEST: RsaPssSaltLength = RsaPssSaltLength::Max;
    Some(match (bits, algorithm) {
        (2048..=8192, Rsa(Hash::Sha256)) => &signature::RSA_PKCS1_2048_8192_SHA256,
        (2048..=8192, Rsa(Hash::Sha384)) => &signature::RSA_PKCS1_2048_8192_SHA384,
        (2048..=8192, Rsa(Hash::Sha512)) => &signature::RSA_PKCS1_2048_8192_SHA512,
        (1024..=8192, Rsa(Hash::Sha1)) => &signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        (1024..=2047, Rsa(Hash::Sha256)) => &signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        (1024..=2047, Rsa(Hash::Sha512)) => &signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        (2048..=8192, RsaPss { hash, salt }) => {
            // aws-lc-rs takes the salt's length as a constant; programs use the digest's length or the longest one.
            let longest = u16::try_from(bits.div_ceil(8)).ok()?.checked_sub(hash.octets() + 2);
            match (hash, salt) {
                (Hash::Sha256, salt) if salt == hash.octets() => &signature::RSA_PSS_2048_8192_SHA256,
                (Hash::Sha384, salt) if salt == hash.octets() => &signature::RSA_PSS_2048_8192_SHA384,
                (Hash::Sha512, salt) if salt == hash.octets() => &signature::RSA_PSS_2048_8192_SHA512,
                (Hash::Sha256, salt) if longest == Some(salt) => {
                    const { &signature::RSA_PSS_2048_8192_SHA256.with_pss_salt_length(LONGEST) }
                }
                (Hash::Sha384, salt) if longest == Some(salt) => {
                    const { &signature::RSA_PSS_2048_8192_SHA384.with_pss_salt_length(LONGEST) }
                }
                (Hash::Sha512, salt) if longest == Some(salt) => {
                    const { &signature::RSA_PSS_2048_8192_SHA512.with_pss_salt_length(LONGEST) }
                }
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn verifier(kind: KeyKind, algorithm: SignatureAlgorithm) -> Option<&'static dyn VerificationAlgorithm> {
    use SignatureAlgorithm::{Ecdsa, Ed25519};
    Some(match (kind, algorithm) {
        (KeyKind::EcP256, Ecdsa(Hash::Sha1)) => &signature::ECDSA_P256_SHA1_ASN1,
        (KeyKind::EcP256, Ecdsa(Hash::Sha256)) => &signature::ECDSA_P256_SHA256_ASN1,
        (KeyKind::EcP256, Ecdsa(Hash::Sha384)) => &signature::ECDSA_P256_SHA384_ASN1,
        (KeyKind::EcP256, Ecdsa(Hash::Sha512)) => &signature::ECDSA_P256_SHA512_ASN1,
        (KeyKind::EcP384, Ecdsa(Hash::Sha256)) => &signature::ECDSA_P384_SHA256_ASN1,
        (KeyKind::EcP384, Ecdsa(Hash::Sha384)) => &signature::ECDSA_P384_SHA384_ASN1,
        (KeyKind::EcP384, Ecdsa(Hash::Sha512)) => &signature::ECDSA_P384_SHA512_ASN1,
        (KeyKind::EcP521, Ecdsa(Hash::Sha1)) => &signature::ECDSA_P521_SHA1_ASN1,
        (KeyKind::EcP521, Ecdsa(Hash::Sha256)) => &signature::ECDSA_P521_SHA256_ASN1,
        (KeyKind::EcP521, Ecdsa(Hash::Sha384)) => &signature::ECDSA_P521_SHA384_ASN1,
        (KeyKind::EcP521, Ecdsa(Hash::Sha512)) => &signature::ECDSA_P521_SHA512_ASN1,
        (KeyKind::Ed25519, Ed25519) => &signature::ED25519,
        _ => return None,
    })
}

/// A SubjectPublicKeyInfo's spans in the bytes it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Spki {
    pub(crate) kind: KeyKind,
    pub(crate) whole: Range<usize>,
    /// The AlgorithmIdentifier.
    pub(crate) algorithm: Range<usize>,
    /// The BIT STRING's content.
    pub(crate) bits: Range<usize>,
}

pub(crate) const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSASSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const MGF1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
pub(crate) const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
pub(crate) const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
pub(crate) const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
pub(crate) const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];
pub(crate) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const ED448: &[u8] = &[0x2b, 0x65, 0x71];
const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01];
/// NIST's signature arc 2.16.840.1.101.3.4.3; 17 to 19 are ML-DSA-44, -65 and -87.
const NIST_SIGNATURES: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03];
/// NIST's hash arc 2.16.840.1.101.3.4.2; 1 to 3 are SHA-256, -384 and -512.
const NIST_HASHES: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];

const SIGNATURE_OIDS: [(&[u8], SignatureAlgorithm); 10] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b], SignatureAlgorithm::Rsa(Hash::Sha256)),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02], SignatureAlgorithm::Ecdsa(Hash::Sha256)),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03], SignatureAlgorithm::Ecdsa(Hash::Sha384)),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c], SignatureAlgorithm::Rsa(Hash::Sha384)),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d], SignatureAlgorithm::Rsa(Hash::Sha512)),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04], SignatureAlgorithm::Ecdsa(Hash::Sha512)),
    (&[0x2b, 0x65, 0x70], SignatureAlgorithm::Ed25519),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05], SignatureAlgorithm::Rsa(Hash::Sha1)),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x04], SignatureAlgorithm::Rsa(Hash::Md5)),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01], SignatureAlgorithm::Ecdsa(Hash::Sha1)),
];

/// Curves that no public CA takes: SEC 2, RFC 5639, GM/T 0006.
const CURVES: [(&[u8], &str); 7] = [
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x01], "P-192"),
    (&[0x2b, 0x81, 0x04, 0x00, 0x21], "P-224"),
    (&[0x2b, 0x81, 0x04, 0x00, 0x0a], "secp256k1"),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x07], "brainpoolP256r1"),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0b], "brainpoolP384r1"),
    (&[0x2b, 0x24, 0x03, 0x03, 0x02, 0x08, 0x01, 0x01, 0x0d], "brainpoolP512r1"),
    (&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d], "SM2"),
];

/// Signatures that are named and not checked: RFC 4055, RFC 5758, RFC 3279, RFC 8410, RFC 9881, GM/T 0006.
const OTHER_SIGNATURES: [(&[u8], &str); 14] = [
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x02], "RSA with MD2"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0e], "RSA with SHA-224"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x10], "RSA with SHA-512/256"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x01], "ECDSA with SHA-224"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x03], "DSA with SHA-1"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x01], "DSA with SHA-224"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x02], "DSA with SHA-256"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x03], "DSA with SHA-384"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11], "ML-DSA-44"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12], "ML-DSA-65"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13], "ML-DSA-87"),
    (&[0x2b, 0x65, 0x71], "Ed448"),
    (&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75], "SM2 with SM3"),
    (&[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x0a], "ECDSA with SHA3-256"),
];

/// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
pub(crate) fn read_spki(reader: &mut Reader<'_>) -> Result<Spki, DerError> {
    let spki = reader.expect(der::SEQUENCE, "public_key")?;
    let mut parts = spki.open();
    let algorithm = parts.expect(der::SEQUENCE, "public_key_algorithm")?;
    let key = parts.expect(der::BIT_STRING, "public_key_bits")?;
    parts.finish("public_key")?;
    let bits = key.bits().or_else(|_| key.err("public_key_bits"))?;
    let mut identifier = algorithm.open();
    let oid = identifier.expect(der::OID, "public_key_algorithm")?;
    let parameters = if identifier.is_empty() { None } else { Some(identifier.any("public_key_parameters")?) };
    identifier.finish("public_key_algorithm")?;
    let kind = match oid.body {
        RSA_ENCRYPTION => {
            let parts = rsa_parts(key.body.get(1..).unwrap_or_default());
            let (modulus, _) = parts.map_err(|error| DerError { at: bits.start + error.at, ..error })?;
            KeyKind::Rsa { bits: modulus_bits(modulus) }
        }
        EC_PUBLIC_KEY => match parameters.as_ref().map(|p| (p.tag, p.body)) {
            Some((der::OID, P256)) => KeyKind::EcP256,
            Some((der::OID, P384)) => KeyKind::EcP384,
            Some((der::OID, P521)) => KeyKind::EcP521,
            Some((der::SEQUENCE, _)) => KeyKind::EcExplicit,
            Some((der::OID, curve)) => {
                KeyKind::EcOther(CURVES.iter().find(|(known, _)| *known == curve).map_or("EC", |(_, name)| name))
            }
            _ => KeyKind::EcOther("EC"),
        },
        other => kind_of(other),
    };
    Ok(Spki { kind, whole: spki.whole, algorithm: algorithm.whole, bits })
}

/// The kind that an algorithm's OID alone says.
pub(crate) fn kind_of(oid: &[u8]) -> KeyKind {
    match oid {
        RSASSA_PSS => KeyKind::RsaPss,
        ED25519 => KeyKind::Ed25519,
        ED448 => KeyKind::Ed448,
        DSA => KeyKind::Dsa,
        [arc @ .., 17..=19] if arc == NIST_SIGNATURES => KeyKind::MlDsa,
        _ => KeyKind::Unknown,
    }
}

/// Modulus and exponent, without sign octets, of an RSAPublicKey (RFC 8017 §A.1.1).
pub(crate) fn rsa_parts(key: &[u8]) -> Result<(&[u8], &[u8]), DerError> {
    let mut outer = Reader::new(key);
    let sequence = outer.expect(der::SEQUENCE, "rsa_key")?;
    outer.finish("rsa_key")?;
    let mut parts = sequence.open();
    let mut number = |what| {
        let number = parts.expect(der::INTEGER, what)?;
        number.magnitude().or_else(|_| number.err(what))
    };
    let (modulus, exponent) = (number("rsa_modulus")?, number("rsa_exponent")?);
    parts.finish("rsa_key")?;
    Ok((modulus, exponent))
}

fn modulus_bits(modulus: &[u8]) -> u32 {
    let unused = modulus.first().map_or(0, |first| first.leading_zeros());
    // A body that passed the size limit is far below 2^29 octets.
    u32::try_from(modulus.len()).map_or(u32::MAX, |octets| octets.saturating_mul(8).saturating_sub(unused))
}

/// Reads a signature's AlgorithmIdentifier.
pub(crate) fn read_signature_algorithm(identifier: &Element<'_>) -> Result<SignatureAlgorithm, DerError> {
    let mut parts = identifier.open();
    let oid = parts.expect(der::OID, "signature_algorithm")?;
    let parameters = if parts.is_empty() { None } else { Some(parts.any("signature_parameters")?) };
    parts.finish("signature_algorithm")?;
    if oid.body == RSASSA_PSS {
        let known = parameters.and_then(|p| read_pss(&p).ok().flatten());
        return Ok(known.unwrap_or(SignatureAlgorithm::Other("RSA-PSS with unusual parameters")));
    }
    let known = SIGNATURE_OIDS.iter().find(|(known, _)| *known == oid.body);
    Ok(known.map_or_else(|| other_signature(oid.body), |(_, algorithm)| *algorithm))
}

/// One that nothing here checks, by name.
fn other_signature(oid: &[u8]) -> SignatureAlgorithm {
    let other = OTHER_SIGNATURES.iter().find(|(known, _)| *known == oid);
    SignatureAlgorithm::Other(other.map_or("unknown", |(_, name)| name))
}

/// RSASSA-PSS-params (RFC 4055 §3.1); `None` for hashes that nobody uses or that differ between message and mask.
fn read_pss(parameters: &Element<'_>) -> Result<Option<SignatureAlgorithm>, DerError> {
    let mut parts = parameters.open();
    let hash_oid = |algorithm: Element<'_>| -> Result<Option<Hash>, DerError> {
        let oid = algorithm.open().expect(der::OID, "pss_hash")?;
        Ok(match oid.body {
            [arc @ .., which] if arc == NIST_HASHES => match which {
                1 => Some(Hash::Sha256),
                2 => Some(Hash::Sha384),
                3 => Some(Hash::Sha512),
                _ => None,
            },
            _ => None,
        })
    };
    let hash = match parts.optional(der::context_constructed(0), "pss_hash")? {
        Some(tagged) => hash_oid(tagged.open().expect(der::SEQUENCE, "pss_hash")?)?,
        None => Some(Hash::Sha1),
    };
    let mask = match parts.optional(der::context_constructed(1), "pss_mask")? {
        Some(tagged) => {
            let mut mask = tagged.open().expect(der::SEQUENCE, "pss_mask")?.open();
            let is_mgf1 = mask.expect(der::OID, "pss_mask")?.body == MGF1;
            let mask = hash_oid(mask.expect(der::SEQUENCE, "pss_mask")?)?;
            mask.filter(|_| is_mgf1)
        }
        None => Some(Hash::Sha1),
    };
    let salt = match parts.optional(der::context_constructed(2), "pss_salt")? {
        Some(tagged) => {
            let salt = tagged.open().expect(der::INTEGER, "pss_salt")?;
            match *salt.magnitude().unwrap_or_default() {
                [] => 0,
                [low] => u16::from(low),
                [high, low] => u16::from_be_bytes([high, low]),
                _ => return salt.err("pss_salt"),
            }
        }
        None => 20,
    };
    Ok(hash.filter(|hash| Some(*hash) == mask).map(|hash| SignatureAlgorithm::RsaPss { hash, salt }))
}
