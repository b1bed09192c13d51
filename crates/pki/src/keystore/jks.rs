//! JKS, Java's own key store until Java 8. Its protection is weak (SHA-1 over the password); newer servers take PKCS#12.
//!
//! The format is described by OpenJDK's `sun.security.provider.JavaKeyStore` and `KeyProtector`, whose facts are here.

use aws_lc_rs::{
    constant_time,
    digest::{Context, SHA1_FOR_LEGACY_USE_ONLY},
};
use zeroize::Zeroizing;

use super::{Contents, ENTRIES_MAX, Identity, KeystoreError, OCTETS_MAX, Password, Result};
use crate::{
    Certificate,
    der::{self, DerError, Reader, Writer},
    private_key::PrivateKey,
};

const MAGIC: u32 = 0xfeed_feed;
/// JCEKS, which has the same form with triple DES for its keys.
const MAGIC_JCEKS: u32 = 0xcece_cece;
const VERSION: u32 = 2;
const TAG_KEY: u32 = 1;
const TAG_CERTIFICATE: u32 = 2;
/// Octets of SHA-1, and of the salt.
const HASH: usize = 20;
/// What the password is mixed with in the seal over the whole file.
const WHITENER: &[u8] = b"Mighty Aphrodite";
/// 1.3.6.1.4.1.42.2.17.1.1, Sun's key protector.
const KEY_PROTECTOR: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x2a, 0x02, 0x11, 0x01, 0x01];

/// Key and chain as one file. `salt` is drawn at random for each; `unix_seconds` is the entry's date.
///
/// # Errors
/// [`KeystoreError::KeyMismatch`] when the key is not the key of the first certificate.
pub fn write(identity: &Identity<'_>, password: &Password, salt: &[u8; HASH], unix_seconds: i64) -> Result<Vec<u8>> {
    identity.leaf()?;
    let secret = password.utf16();
    let plain = identity.key.pkcs8();
    let mut protected = salt.to_vec();
    protected.extend(key_stream(&secret, salt).zip(plain).map(|(mask, octet)| mask ^ octet));
    protected.extend(sha1(&[&secret, plain]));
    let key = Writer::element(der::SEQUENCE, |info| {
        info.sequence(|algorithm| {
            algorithm.oid(KEY_PROTECTOR);
            algorithm.primitive(der::NULL, &[]);
        });
        info.primitive(der::OCTET_STRING, &protected);
    });

    let mut out = Vec::new();
    for number in [MAGIC, VERSION, 1, TAG_KEY] {
        out.extend(number.to_be_bytes());
    }
    // Java compares aliases in lower case.
    put_text(&mut out, &identity.name.to_ascii_lowercase())?;
    out.extend(unix_seconds.saturating_mul(1000).to_be_bytes());
    put_block(&mut out, &key)?;
    out.extend(length(identity.chain.len())?.to_be_bytes());
    for certificate in identity.chain {
        put_text(&mut out, "X.509")?;
        put_block(&mut out, certificate.der())?;
    }
    let seal = sha1(&[&secret, WHITENER, &out]);
    out.extend(seal);
    Ok(out)
}

/// Every key and certificate in a file.
///
/// # Errors
/// [`KeystoreError`]; the seal is checked before anything inside is read.
pub fn read(input: &[u8], password: &Password) -> Result<Contents> {
    if input.len() > OCTETS_MAX {
        return Err(KeystoreError::TooLarge);
    }
    begins(input)?;
    let (body, seal) = input.split_at(input.len().saturating_sub(HASH));
    if constant_time::verify_slices_are_equal(&sha1(&[&password.utf16(), WHITENER, body]), seal).is_err() {
        return Err(KeystoreError::PasswordWrong);
    }
    danger_read_unsealed(body, password)
}

/// The same for what stands before the seal, for tests with octets that nobody sealed.
///
/// # Errors
/// [`KeystoreError`].
pub fn danger_read_unsealed(body: &[u8], password: &Password) -> Result<Contents> {
    let mut file = begins(body)?;
    let secret = password.utf16();
    let mut contents = Contents::default();
    for _ in 0..file.count()? {
        let tag = file.number("entry")?;
        let alias = String::from_utf8_lossy(file.text()?).into_owned();
        file.take(8, "date")?;
        match tag {
            TAG_KEY => {
                contents.keys.push(open_key(file.block()?, &secret)?);
                contents.name.get_or_insert(alias);
                for _ in 0..file.count()? {
                    contents.read_certificate(&mut file)?;
                }
            }
            TAG_CERTIFICATE => contents.read_certificate(&mut file)?,
            _ => return Err(file.error("entry")),
        }
    }
    Ok(contents)
}

/// The file after its first words.
fn begins(bytes: &[u8]) -> Result<File<'_>> {
    let mut file = File { bytes, at: 0 };
    let magic = file.number("jks")?;
    if magic == MAGIC_JCEKS {
        return Err(KeystoreError::Jceks);
    }
    if magic != MAGIC || file.number("version")? != VERSION {
        return Err(DerError { what: "jks", at: 0 }.into());
    }
    Ok(file)
}

impl Contents {
    fn read_certificate(&mut self, file: &mut File<'_>) -> Result<()> {
        if self.certificates.len() == ENTRIES_MAX {
            return Err(KeystoreError::TooLarge);
        }
        file.text()?;
        self.certificates.push(Certificate::from_der(file.block()?.to_vec())?);
        Ok(())
    }
}

fn open_key(info: &[u8], secret: &[u8]) -> Result<PrivateKey> {
    let mut parts = Reader::new(info).expect(der::SEQUENCE, "private_key")?.open();
    let algorithm = parts.expect(der::SEQUENCE, "private_key")?.open().expect(der::OID, "private_key")?;
    if algorithm.body != KEY_PROTECTOR {
        return Err(KeystoreError::Jceks);
    }
    let protected = parts.expect(der::OCTET_STRING, "private_key")?.body;
    let Some((salt, rest)) = protected.split_first_chunk::<HASH>() else {
        return Err(DerError { what: "private_key", at: 0 }.into());
    };
    let (masked, check) = rest.split_at(rest.len().saturating_sub(HASH));
    let mut plain = Zeroizing::new(Vec::with_capacity(masked.len()));
    plain.extend(key_stream(secret, salt).zip(masked).map(|(mask, octet)| mask ^ octet));
    // A key may have a password of its own.
    if constant_time::verify_slices_are_equal(&sha1(&[secret, &plain]), check).is_err() {
        return Err(KeystoreError::PasswordWrong);
    }
    Ok(PrivateKey::from_der(&plain, None)?)
}

/// SHA-1 of the password and the salt, then of the password and the block before, without end.
fn key_stream<'a>(secret: &'a [u8], salt: &[u8; HASH]) -> impl Iterator<Item = u8> + 'a {
    std::iter::successors(Some(sha1(&[secret, salt])), move |before| Some(sha1(&[secret, before]))).flatten()
}

fn sha1(parts: &[&[u8]]) -> [u8; HASH] {
    let mut context = Context::new(&SHA1_FOR_LEGACY_USE_ONLY);
    parts.iter().for_each(|part| context.update(part));
    let mut value = [0; HASH];
    value.copy_from_slice(context.finish().as_ref());
    value
}

fn length(octets: usize) -> Result<u32> {
    u32::try_from(octets).map_err(|_| KeystoreError::TooLarge)
}

/// A name in Java's UTF-8, which is the usual one for ASCII.
fn put_text(out: &mut Vec<u8>, text: &str) -> Result<()> {
    out.extend(u16::try_from(text.len()).map_err(|_| KeystoreError::TooLarge)?.to_be_bytes());
    out.extend(text.as_bytes());
    Ok(())
}

fn put_block(out: &mut Vec<u8>, block: &[u8]) -> Result<()> {
    out.extend(length(block.len())?.to_be_bytes());
    out.extend(block);
    Ok(())
}

/// Walks the file.
struct File<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> File<'a> {
    fn take(&mut self, octets: usize, what: &'static str) -> Result<&'a [u8]> {
        let end = self.at.checked_add(octets);
        let part = end.and_then(|end| self.bytes.get(self.at..end)).ok_or_else(|| self.error(what))?;
        self.at += octets;
        Ok(part)
    }

    fn number(&mut self, what: &'static str) -> Result<u32> {
        Ok(self.take(4, what)?.iter().fold(0, |n, octet| n << 8 | u32::from(*octet)))
    }

    fn count(&mut self) -> Result<usize> {
        let count = usize::try_from(self.number("count")?).unwrap_or(usize::MAX);
        if count > ENTRIES_MAX { Err(KeystoreError::TooLarge) } else { Ok(count) }
    }

    fn text(&mut self) -> Result<&'a [u8]> {
        let octets = self.take(2, "text")?.iter().fold(0, |n, octet| n << 8 | usize::from(*octet));
        self.take(octets, "text")
    }

    fn block(&mut self) -> Result<&'a [u8]> {
        let octets = usize::try_from(self.number("block")?).unwrap_or(usize::MAX);
        self.take(octets, "block")
    }

    fn error(&self, what: &'static str) -> KeystoreError {
        DerError { what, at: self.at }.into()
    }
}
