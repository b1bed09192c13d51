//! Reading what a server answers to a hello, as far as it comes in clear. Everything is bounded, nothing is trusted.

use super::{client::code, suite_name};
use crate::evidence::Version;

/// Bytes read of one answer. Long chains have some 10 KiB; this is what TLS libraries take too.
const BYTES_MAX: usize = 64 * 1024;

/// Largest record: 2^14 and what encryption may add (RFC 5246 section 6.2.3).
const RECORD_MAX: usize = (1 << 14) + 2048;

/// Certificates kept of one chain. Sound ones have two to four.
pub(crate) const CHAIN_MAX: usize = 16;

/// Warnings that may come before the answer, such as `unrecognized_name`.
const WARNINGS_MAX: usize = 4;

/// The random number by which a ServerHello is a HelloRetryRequest: SHA-256 of its name (RFC 8446 section 4.1.3).
const RETRY: [u8; 32] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11,
    0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
];

/// How far an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// To the ServerHello.
    Hello,
    /// To the certificates, if they come in clear.
    Certificates,
    /// To the server's key exchange, if there is one.
    KeyExchange,
}

/// The answer to a hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The server would go on like this. Boxed: it is much larger than the others.
    Chosen(Box<Flight>),
    /// It ended the handshake: the alert's number.
    Alert(u8),
    /// It does not speak TLS.
    NotTls,
    /// It speaks TLS, but wrongly, or over a limit.
    Malformed,
    /// It closed the connection without an answer.
    Closed,
}

/// What a server chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flight {
    /// The version on the wire; `None` for one that does not exist.
    pub version: Option<Version>,
    /// The suite.
    pub suite: u16,
    /// The compression method; 0 is none.
    pub compression: u8,
    /// The group, once it is known.
    pub group: Option<u16>,
    /// The extensions answered, by number.
    pub extensions: Vec<u16>,
    /// Signed certificate timestamps in them.
    pub scts: u32,
    /// The certificates, DER, as sent. At most sixteen.
    pub chain: Vec<Vec<u8>>,
    /// The size of the Diffie-Hellman prime, in bits.
    pub dh_bits: Option<u32>,
}

/// Reads an answer piece by piece.
#[derive(Debug)]
pub struct Parser {
    want: Want,
    /// Bytes not yet taken apart into records.
    unread: Vec<u8>,
    /// Handshake messages not yet complete.
    messages: Vec<u8>,
    bytes: usize,
    warnings: usize,
    flight: Option<Flight>,
}

/// Why reading stops.
struct Stop(Reply);

impl Parser {
    /// A parser at the beginning.
    pub const fn new(want: Want) -> Self {
        Self { want, unread: Vec::new(), messages: Vec::new(), bytes: 0, warnings: 0, flight: None }
    }

    /// Takes the next bytes; gives the answer once it is complete.
    pub fn push(&mut self, bytes: &[u8]) -> Option<Reply> {
        self.bytes += bytes.len();
        self.unread.extend_from_slice(bytes);
        match self.records() {
            Ok(()) if self.bytes > BYTES_MAX => Some(Reply::Malformed),
            Ok(()) => None,
            Err(Stop(reply)) => Some(reply),
        }
    }

    /// The connection ended: whatever is known by now is the answer.
    pub fn end(self) -> Reply {
        match self.flight {
            Some(flight) => Reply::Chosen(Box::new(flight)),
            None if self.bytes == 0 => Reply::Closed,
            None => Reply::Malformed,
        }
    }

    fn records(&mut self) -> Result<(), Stop> {
        loop {
            // Other protocols show in the first bytes, long before they could make up a record.
            if !matches!(self.unread.first(), None | Some(20..=23)) || !matches!(self.unread.get(1), None | Some(3)) {
                return Err(Stop(if self.flight.is_none() { Reply::NotTls } else { Reply::Malformed }));
            }
            let [kind, _, _, high, low] = self.unread.first_chunk().copied().unwrap_or_default();
            let length = usize::from(high) << 8 | usize::from(low);
            if length > RECORD_MAX {
                return malformed();
            }
            if self.unread.len() < 5 || self.unread.len() < 5 + length {
                return Ok(());
            }
            let record: Vec<u8> = self.unread.drain(..5 + length).skip(5).collect();
            match (kind, &*record) {
                (22, [_, ..]) => {
                    self.messages.extend(record);
                    self.take_messages()?;
                }
                (21, &[1, warning]) if warning != 0 && self.warnings < WARNINGS_MAX => self.warnings += 1,
                (21, &[_, alert]) => return Err(Stop(Reply::Alert(alert))),
                _ => return malformed(),
            }
        }
    }

    fn take_messages(&mut self) -> Result<(), Stop> {
        loop {
            let [kind, high, mid, low] = match self.messages.first_chunk() {
                Some(head) => *head,
                None => return Ok(()),
            };
            let length = usize::from(high) << 16 | usize::from(mid) << 8 | usize::from(low);
            if length > BYTES_MAX {
                return malformed();
            }
            if self.messages.len() < 4 + length {
                return Ok(());
            }
            let body: Vec<u8> = self.messages.drain(..4 + length).skip(4).collect();
            self.message(kind, &body)?;
        }
    }

    fn message(&mut self, kind: u8, body: &[u8]) -> Result<(), Stop> {
        let enough = match (kind, &mut self.flight) {
            (2, flight @ None) => {
                let hello = server_hello(body).ok_or(Stop(Reply::Malformed))?;
                // What follows in TLS 1.3 is encrypted.
                let enough = self.want == Want::Hello || hello.version == Some(Version::Tls13);
                *flight = Some(hello);
                enough
            }
            (11, Some(flight)) if flight.chain.is_empty() => {
                flight.chain = certificates(body).ok_or(Stop(Reply::Malformed))?;
                self.want == Want::Certificates
            }
            (12, Some(flight)) => {
                key_exchange(flight, body).ok_or(Stop(Reply::Malformed))?;
                true
            }
            // Certificate status and request: nothing to see there.
            (13 | 22, Some(_)) => false,
            (14, Some(_)) => true,
            _ => return malformed(),
        };
        match self.flight.take_if(|_| enough) {
            Some(flight) => Err(Stop(Reply::Chosen(Box::new(flight)))),
            None => Ok(()),
        }
    }
}

fn malformed() -> Result<(), Stop> {
    Err(Stop(Reply::Malformed))
}

fn server_hello(body: &[u8]) -> Option<Flight> {
    let mut body = Bytes(body);
    let mut version = body.u16()?;
    let random = body.take(32)?;
    body.vector8()?;
    let mut flight = Flight { suite: body.u16()?, compression: body.u8()?, ..Flight::default() };
    if !body.0.is_empty() {
        let mut extensions = body.vector16()?;
        while !extensions.0.is_empty() {
            let (kind, mut inner) = (extensions.u16()?, extensions.vector16()?);
            if flight.extensions.contains(&kind) {
                return None;
            }
            flight.extensions.push(kind);
            match kind {
                18 => flight.scts = count_timestamps(inner)?,
                43 => version = inner.u16()?,
                51 => flight.group = Some(inner.u16()?),
                _ => {}
            }
        }
    }
    flight.version = Version::ALL.into_iter().find(|known| code(*known) == version);
    // Only TLS 1.3 has such a number; elsewhere it would be chance or mischief.
    if random == RETRY && flight.version != Some(Version::Tls13) { None } else { Some(flight) }
}

/// RFC 6962 section 3.3.
fn count_timestamps(mut extension: Bytes<'_>) -> Option<u32> {
    let (mut list, mut count) = (extension.vector16()?, 0);
    while !list.0.is_empty() {
        list.vector16()?;
        count += 1;
    }
    Some(count)
}

fn certificates(body: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (mut list, mut chain) = (Bytes(body).vector24()?, Vec::new());
    while !list.0.is_empty() {
        let der = list.vector24()?;
        if chain.len() < CHAIN_MAX {
            chain.push(der.0.to_vec());
        }
    }
    Some(chain)
}

/// RFC 8422 section 5.4 and RFC 5246 section 7.4.3.
fn key_exchange(flight: &mut Flight, body: &[u8]) -> Option<()> {
    let (name, mut body) = (suite_name(flight.suite), Bytes(body));
    if name.starts_with("TLS_ECDH") {
        // 3 is a named curve; the explicit ones are long forbidden.
        flight.group = (body.u8()? == 3).then(|| body.u16()).flatten();
    } else if name.starts_with("TLS_DH") {
        let prime = body.vector16()?.0;
        let leading = prime.iter().position(|octet| *octet != 0).unwrap_or(prime.len());
        let first = prime.get(leading).map_or(0, |octet| octet.leading_zeros());
        let octets = u32::try_from(prime.len() - leading).ok()?;
        flight.dh_bits = Some((octets * 8).saturating_sub(first));
    }
    Some(())
}

/// A cursor over bytes.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from(self.u8()?) << 8 | u16::from(self.u8()?))
    }

    fn vector8(&mut self) -> Option<Self> {
        let length = self.u8()?;
        self.take(length.into()).map(Self)
    }

    fn vector16(&mut self) -> Option<Self> {
        let length = self.u16()?;
        self.take(length.into()).map(Self)
    }

    fn vector24(&mut self) -> Option<Self> {
        let length = usize::from(self.u8()?) << 16 | usize::from(self.u16()?);
        self.take(length).map(Self)
    }
}
