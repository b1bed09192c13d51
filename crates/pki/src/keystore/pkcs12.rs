//! PKCS#12 (RFC 7292): `.p12`, `.pfx`. Written with AES-256 and SHA-256, or for old programs with triple DES and SHA-1;
//! read with everything that PBES2 may say, and with the triple DES and RC2 of older programs.

use std::num::NonZeroU32;

use aws_lc_rs::{digest, hmac};
use zeroize::Zeroizing;

use super::{Contents, ENTRIES_MAX, Identity, KeystoreError, OCTETS_MAX, Password, Result};
use crate::{
    Certificate, Sha256,
    bundle::DATA,
    der::{self, DerError, Element, Reader, Writer},
    pbe::{
        self, Cipher, Seed,
        pkcs12::{Purpose, derive, secret},
    },
    private_key::PrivateKey,
};

/// Rounds for each of certificates, key and MAC. Their sum stays within the 300,000 at which .NET and with it Exchange and
/// IIS tools stopped reading a file after June 2023 (KB5025823); keytool writes 10,000, openssl 2,048.
pub const ROUNDS: u32 = 100_000;

/// More parts than the two that programs write: certificates, keys.
const SAFES_MAX: usize = 8;

/// 1.2.840.113549.1.7.6
const ENCRYPTED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x06];
/// 1.2.840.113549.1.12.10.1: 1 is a key, 2 an encrypted key, 3 a certificate, 6 a nested list.
const BAGS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01];
/// 1.2.840.113549.1.9.22.1
const X509_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x16, 0x01];
/// 1.2.840.113549.1.9.20
const FRIENDLY_NAME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14];
/// 1.2.840.113549.1.9.21
const LOCAL_KEY_ID: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x15];
/// 1.3.14.3.2.26
const SHA1: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
/// 2.16.840.1.101.3.4.2: 1 to 3 are SHA-256, -384 and -512.
const SHA2: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02];
/// 1.2.840.113549.1.5.14, RFC 9579.
const PBMAC1: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e];
const BMP_STRING: u8 = 0x1e;

/// What must be drawn at random for each file.
#[derive(Clone, Copy, Debug)]
pub struct Seeds {
    /// Of the certificates' encryption.
    pub certificates: Seed,
    /// Of the key's encryption.
    pub key: Seed,
    /// Of the MAC.
    pub mac_salt: [u8; 16],
}

/// Key and chain as one file, encrypted with `cipher`.
///
/// # Errors
/// [`KeystoreError::KeyMismatch`] when the key is not the key of the first certificate.
pub fn write(identity: &Identity<'_>, password: &Password, cipher: Cipher, seeds: &Seeds) -> Result<Vec<u8>> {
    let leaf = identity.leaf()?;
    // Programs find the key's certificate by it; only that both bags say the same matters.
    let id = Sha256::of(leaf.der());
    let certificates = Writer::element(der::SEQUENCE, |bags| {
        for (at, certificate) in identity.chain.iter().enumerate() {
            let bag = |value: &mut Writer| {
                value.sequence(|bag| {
                    bag.oid(X509_CERTIFICATE);
                    bag.nest(der::context_constructed(0), |w| w.primitive(der::OCTET_STRING, certificate.der()));
                });
            };
            let named = if at == 0 { Some((identity.name, id)) } else { None };
            write_bag(bags, 3, bag, named);
        }
    });
    let (algorithm, ciphertext) =
        pbe::encrypt(cipher, &certificates, password.as_bytes(), &seeds.certificates, ROUNDS)?;
    let shrouded = identity.key.encrypted(cipher, password.as_bytes(), &seeds.key, ROUNDS)?;
    let keys = Writer::element(der::SEQUENCE, |bags| {
        write_bag(bags, 2, |value| value.raw(&shrouded), Some((identity.name, id)));
    });
    let safes = Writer::element(der::SEQUENCE, |safes| {
        safes.sequence(|info| {
            info.oid(ENCRYPTED_DATA);
            info.nest(der::context_constructed(0), |content| {
                content.sequence(|data| {
                    data.unsigned(&[0]);
                    data.sequence(|inner| {
                        inner.oid(DATA);
                        inner.raw(&algorithm);
                        inner.primitive(der::context(0), &ciphertext);
                    });
                });
            });
        });
        write_data(safes, &keys);
    });
    let rounds = NonZeroU32::new(ROUNDS).unwrap_or(NonZeroU32::MIN);
    let (mac, hash) = match cipher {
        Cipher::Aes256 => (SHA256, [SHA2, &[1]].concat()),
        Cipher::TripleDes => (SHA_1, SHA1.to_vec()),
    };
    let mac = mac.mac(password, &seeds.mac_salt, rounds, &safes)?;
    Ok(Writer::element(der::SEQUENCE, |pfx| {
        pfx.unsigned(&[3]);
        write_data(pfx, &safes);
        pfx.sequence(|data| {
            data.sequence(|info| {
                info.sequence(|algorithm| {
                    algorithm.oid(&hash);
                    algorithm.primitive(der::NULL, &[]);
                });
                info.primitive(der::OCTET_STRING, mac.as_ref());
            });
            data.primitive(der::OCTET_STRING, &seeds.mac_salt);
            data.unsigned(&ROUNDS.to_be_bytes());
        });
    }))
}

/// Every key and certificate in a file.
///
/// # Errors
/// [`KeystoreError`]; the MAC is checked before anything inside is read.
pub fn read(input: &[u8], password: &Password) -> Result<Contents> {
    if input.len() > OCTETS_MAX {
        return Err(KeystoreError::TooLarge);
    }
    let mut outer = Reader::new(input);
    let mut pfx = outer.expect(der::SEQUENCE, "pfx")?.open();
    outer.finish("trailing_octets")?;
    let version = pfx.expect(der::INTEGER, "version")?;
    if version.small_integer()? != 3 {
        return Ok(version.err("version")?);
    }
    let safes = read_data(&pfx.expect(der::SEQUENCE, "auth_safe")?)?;
    if pfx.is_empty() {
        return Err(KeystoreError::MacMissing);
    }
    check_mac(&pfx.expect(der::SEQUENCE, "mac")?, safes.body, password)?;
    pfx.finish("pfx")?;
    danger_read_unsealed(safes.body, password)
}

/// The same for what the MAC is over (AuthenticatedSafe), without a MAC that says whether it was changed: for tests with
/// octets that nobody sealed.
///
/// # Errors
/// [`KeystoreError`].
pub fn danger_read_unsealed(safes: &[u8], password: &Password) -> Result<Contents> {
    let mut contents = Contents::default();
    let mut list = Reader::new(safes).expect(der::SEQUENCE, "safes")?.open();
    let mut count = 0;
    while !list.is_empty() {
        let info = list.expect(der::SEQUENCE, "safe")?;
        count += 1;
        if count > SAFES_MAX {
            return Err(KeystoreError::TooLarge);
        }
        if info.open().expect(der::OID, "safe")?.body == DATA {
            contents.read_bags(read_data(&info)?.body, password)?;
        } else {
            contents.read_bags(&read_encrypted(&info, password)?, password)?;
        }
    }
    Ok(contents)
}

/// A SafeBag with its value and, for the key and its certificate, what they are called.
fn write_bag(bags: &mut Writer, kind: u8, value: impl FnOnce(&mut Writer), named: Option<(&str, Sha256)>) {
    bags.sequence(|bag| {
        bag.oid(&[BAGS, &[kind]].concat());
        bag.nest(der::context_constructed(0), value);
        let Some((name, id)) = named else { return };
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        bag.nest(der::SET, |attributes| {
            for (oid, tag, body) in [(FRIENDLY_NAME, BMP_STRING, &name[..]), (LOCAL_KEY_ID, der::OCTET_STRING, &id.0)] {
                attributes.sequence(|attribute| {
                    attribute.oid(oid);
                    attribute.nest(der::SET, |values| values.primitive(tag, body));
                });
            }
        });
    });
}

fn write_data(into: &mut Writer, content: &[u8]) {
    into.sequence(|info| {
        info.oid(DATA);
        info.nest(der::context_constructed(0), |w| w.primitive(der::OCTET_STRING, content));
    });
}

/// The OCTET STRING of a ContentInfo of kind `data`.
fn read_data<'a>(info: &Element<'a>) -> Result<Element<'a>> {
    let mut parts = info.open();
    let kind = parts.expect(der::OID, "content_type")?;
    if kind.body != DATA {
        return Ok(kind.err("content_type")?);
    }
    Ok(parts.expect(der::context_constructed(0), "content")?.open().expect(der::OCTET_STRING, "content")?)
}

fn read_encrypted(info: &Element<'_>, password: &Password) -> Result<Zeroizing<Vec<u8>>> {
    let mut parts = info.open();
    let kind = parts.expect(der::OID, "content_type")?;
    if kind.body != ENCRYPTED_DATA {
        return Ok(kind.err("content_type")?);
    }
    let content = parts.expect(der::context_constructed(0), "content")?;
    let mut data = content.open().expect(der::SEQUENCE, "encrypted_data")?.open();
    data.expect(der::INTEGER, "version")?;
    let mut inner = data.expect(der::SEQUENCE, "encrypted_content")?.open();
    inner.expect(der::OID, "content_type")?;
    let algorithm = inner.expect(der::SEQUENCE, "encryption")?;
    let ciphertext = inner.expect(der::context(0), "encrypted_content")?;
    Ok(pbe::decrypt(&algorithm, ciphertext.body, password.as_bytes())?)
}

impl Contents {
    fn read_bags(&mut self, bags: &[u8], password: &Password) -> Result<()> {
        let mut list = Reader::new(bags).expect(der::SEQUENCE, "bags")?.open();
        while !list.is_empty() {
            let bag = list.expect(der::SEQUENCE, "bag")?;
            if self.keys.len() + self.certificates.len() == ENTRIES_MAX {
                return Err(KeystoreError::TooLarge);
            }
            let mut parts = bag.open();
            let kind = parts.expect(der::OID, "bag")?;
            let value = parts.expect(der::context_constructed(0), "bag")?.open().any("bag")?;
            match kind.body {
                [arc @ .., 1 | 2] if arc == BAGS => {
                    self.keys.push(PrivateKey::from_der(value.full(), Some(password.as_bytes()))?);
                    let attributes = parts.optional(der::SET, "attributes")?;
                    let name = attributes.map(|set| friendly_name(&set)).transpose()?.flatten();
                    self.name = self.name.take().or(name);
                }
                [arc @ .., 3] if arc == BAGS => {
                    let mut parts = value.open();
                    let kind = parts.expect(der::OID, "certificate")?;
                    if kind.body == X509_CERTIFICATE {
                        let tagged = parts.expect(der::context_constructed(0), "certificate")?;
                        let octets = tagged.open().expect(der::OCTET_STRING, "certificate")?;
                        self.certificates.push(Certificate::from_der(octets.body.to_vec())?);
                    }
                }
                // CRLs, secrets and lists inside lists say nothing about a certificate's key.
                _ => {}
            }
        }
        Ok(())
    }
}

fn friendly_name(attributes: &Element<'_>) -> Result<Option<String>, DerError> {
    let mut list = attributes.open();
    while !list.is_empty() {
        let mut parts = list.expect(der::SEQUENCE, "attribute")?.open();
        if parts.expect(der::OID, "attribute")?.body == FRIENDLY_NAME {
            let text = parts.expect(der::SET, "attribute")?.open().expect(BMP_STRING, "friendly_name")?;
            let units = text.body.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            return Ok(Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()));
        }
    }
    Ok(None)
}

/// A MAC over the safes: the hash, its block in octets, and the HMAC.
struct Mac(&'static digest::Algorithm, hmac::Algorithm);

const SHA256: Mac = Mac(&digest::SHA256, hmac::HMAC_SHA256);
const SHA_1: Mac = Mac(&digest::SHA1_FOR_LEGACY_USE_ONLY, hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY);

impl Mac {
    fn key(&self, password: &Password, salt: &[u8], rounds: NonZeroU32) -> Result<hmac::Key> {
        let secret = secret(password.as_bytes())?;
        Ok(hmac::Key::new(self.1, &derive(self.0, Purpose::Mac, &secret, salt, rounds, self.0.output_len())))
    }

    fn mac(&self, password: &Password, salt: &[u8], rounds: NonZeroU32, safes: &[u8]) -> Result<hmac::Tag> {
        Ok(hmac::sign(&self.key(password, salt, rounds)?, safes))
    }
}

fn check_mac(data: &Element<'_>, safes: &[u8], password: &Password) -> Result<()> {
    let mut parts = data.open();
    let mut info = parts.expect(der::SEQUENCE, "mac")?.open();
    let oid = info.expect(der::SEQUENCE, "mac")?.open().expect(der::OID, "mac")?;
    let expected = info.expect(der::OCTET_STRING, "mac")?;
    let salt = parts.expect(der::OCTET_STRING, "mac")?;
    let rounds = parts.optional(der::INTEGER, "rounds")?;
    let rounds = rounds.map_or(Ok(Some(NonZeroU32::MIN)), |rounds| pbe::rounds(&rounds))?;
    let Some(rounds) = rounds else { return Ok(data.err("rounds")?) };
    let mac = match oid.body {
        SHA1 => SHA_1,
        [arc @ .., 1] if arc == SHA2 => SHA256,
        [arc @ .., 2] if arc == SHA2 => Mac(&digest::SHA384, hmac::HMAC_SHA384),
        [arc @ .., 3] if arc == SHA2 => Mac(&digest::SHA512, hmac::HMAC_SHA512),
        PBMAC1 => return Err(KeystoreError::Encryption("PBMAC1".to_owned())),
        _ => return Err(KeystoreError::Encryption("MAC".to_owned())),
    };
    hmac::verify(&mac.key(password, salt.body, rounds)?, safes, expected.body).map_err(|_| KeystoreError::PasswordWrong)
}
