//! Makes faulty answers out of what servers really sent, the same for the same seed: octets changed anywhere, and records
//! and handshake messages changed, moved, left out or multiplied with the lengths around them put right, so that the
//! fault reaches the reader of that very part.

use crate::chance::Chance;

/// More than any answer needs, so that the limits are met as well.
const OCTETS_MAX: usize = 200 * 1024;

pub(crate) struct Mutator<'a> {
    pile: &'a [Vec<u8>],
    pub(crate) chance: Chance,
}

/// A record of TLS (RFC 8446 section 5.1).
#[derive(Clone)]
struct Record {
    kind: u8,
    version: [u8; 2],
    body: Vec<u8>,
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(pile: &'a [Vec<u8>], seed: u64) -> Self {
        Self { pile, chance: Chance::new(seed) }
    }

    /// One of the pile with one to four changes.
    pub(crate) fn mutant(&mut self) -> Vec<u8> {
        let mut octets = self.pile[self.chance.below(self.pile.len())].clone();
        for _ in 0..=self.chance.below(4) {
            match read_records(&octets).filter(|_| self.chance.below(4) > 0) {
                Some(mut records) => {
                    self.change_records(&mut records);
                    octets = records.iter().flat_map(Record::to_bytes).collect();
                }
                None => self.change_octets(&mut octets),
            }
        }
        octets.truncate(OCTETS_MAX);
        octets
    }

    fn change_records(&mut self, records: &mut Vec<Record>) {
        let (at, other) = (self.chance.below(records.len()), self.chance.below(records.len()));
        match self.chance.below(10) {
            0 => drop(records.remove(at)),
            1 => {
                let times = self.chance.pick(&[1, 2, 40, 1_000]);
                let more = std::iter::repeat_n(records[at].clone(), times);
                records.splice(at..at, more);
            }
            2 => records.swap(at, other),
            3 => records[at].kind = self.chance.pick(&[20, 21, 22, 23, 24, 0, 255]),
            4 => records[at].version = self.chance.pick(&[[2, 0], [3, 0], [3, 1], [3, 3], [3, 4], [127, 28], [0, 0]]),
            5 => {
                // The same octets in other records.
                let record = records.remove(at);
                let size = 1 + self.chance.below(record.body.len().max(1));
                let parts: Vec<_> =
                    record.body.chunks(size).map(|part| Record { body: part.into(), ..record.clone() }).collect();
                records.splice(at..at, parts);
            }
            6 => {
                let mut body = std::mem::take(&mut records[at].body);
                self.change_octets(&mut body);
                records[at].body = body;
            }
            _ => self.change_message(&mut records[at].body),
        }
    }

    /// Changes a handshake message inside a record.
    fn change_message(&mut self, body: &mut Vec<u8>) {
        let Some(mut messages) = read_messages(body).filter(|messages| !messages.is_empty()) else {
            return self.change_octets(body);
        };
        let at = self.chance.below(messages.len());
        match self.chance.below(6) {
            0 => drop(messages.remove(at)),
            1 => messages[at].0 = self.chance.pick(&[0, 1, 2, 4, 8, 11, 12, 13, 14, 22, 255]),
            2 => {
                let again = messages[at].clone();
                messages.insert(at, again);
            }
            _ => {
                let mut inside = std::mem::take(&mut messages[at].1);
                self.change_octets(&mut inside);
                messages[at].1 = inside;
            }
        }
        *body = messages.iter().flat_map(|(kind, body)| message(*kind, body)).collect();
    }

    fn change_octets(&mut self, octets: &mut Vec<u8>) {
        let at = self.chance.below(octets.len().max(1));
        let octet = self.octet();
        match self.chance.below(9) {
            0 if at < octets.len() => drop(octets.remove(at)),
            1 => octets.insert(at.min(octets.len()), octet),
            2 => octets.truncate(at),
            3 => {
                let part = octets[at.min(octets.len())..(at + 1 + self.chance.below(64)).min(octets.len())].to_vec();
                let times = self.chance.pick(&[1, 2, 500]);
                octets.splice(at..at, part.repeat(times));
            }
            4 if at + 1 < octets.len() => octets[at..at + 2].copy_from_slice(&[octet, 255 - octet]),
            5 if at < octets.len() => octets[at] ^= 1 << self.chance.below(8),
            _ if at < octets.len() => octets[at] = octet,
            _ => {}
        }
    }

    /// Those that mean something to a reader are drawn often.
    fn octet(&mut self) -> u8 {
        let any = self.chance.octet();
        self.chance.pick(&[any, any, any, 0, 1, 2, 0x7f, 0x80, 0xff, b'\r', b'\n', b' ', b':', b'-', b'9'])
    }
}

impl Record {
    fn to_bytes(&self) -> Vec<u8> {
        // What a mutant has made too long keeps the low octets of its length.
        let length = self.body.len().to_be_bytes();
        [&[self.kind][..], &self.version, &length[length.len() - 2..], &self.body].concat()
    }
}

/// `None` for what is no row of whole records.
fn read_records(mut octets: &[u8]) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    while let [kind @ 20..=24, major, minor, high, low, rest @ ..] = octets {
        let (body, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
        records.push(Record { kind: *kind, version: [*major, *minor], body: body.into() });
        octets = rest;
    }
    (octets.is_empty() && !records.is_empty()).then_some(records)
}

/// The handshake messages of a record that holds whole ones.
fn read_messages(mut octets: &[u8]) -> Option<Vec<(u8, Vec<u8>)>> {
    let mut messages = Vec::new();
    while let [kind, high, middle, low, rest @ ..] = octets {
        let (body, rest) =
            rest.split_at_checked(usize::try_from(u32::from_be_bytes([0, *high, *middle, *low])).ok()?)?;
        messages.push((*kind, body.to_vec()));
        octets = rest;
    }
    octets.is_empty().then_some(messages)
}

/// A handshake message (RFC 8446 section 4).
pub(crate) fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[kind][..], &length[1..], body].concat()
}
