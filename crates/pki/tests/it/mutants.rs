//! Makes faulty requests and certificates out of good ones, the same for the same seed: octets changed anywhere, and
//! elements of the DER changed, moved, left out or multiplied with all lengths around them put right, so that the fault
//! reaches the reader of that very element.

use std::{fs, path::PathBuf};

use warifu_pki::pem;

use crate::chance::Chance;

/// More than any input may have, so that the limits are met as well.
const OCTETS_MAX: usize = 80 * 1024;

/// Deeper than PKIX goes.
const DEPTH_MAX: usize = 12;

/// The blocks with this label in all stored fixtures, in the order of the files' names.
pub(crate) fn corpus(label: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let pems = paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "pem"));
    let blocks = pems.flat_map(|path| pem::decode_all(&fs::read(path).unwrap()).unwrap());
    blocks.filter(|block| block.label == label).map(|block| block.der).collect()
}

/// A source of mutants.
pub(crate) struct Mutator<'a> {
    pile: &'a [Vec<u8>],
    chance: Chance,
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(pile: &'a [Vec<u8>], seed: u64) -> Self {
        Self { pile, chance: Chance::new(seed) }
    }

    /// A request in DER or PEM.
    pub(crate) fn request(&mut self) -> Vec<u8> {
        let der = self.der();
        self.dressed("CERTIFICATE REQUEST", der)
    }

    /// One to five certificates in PEM, some of them mutants, or one mutant in DER.
    pub(crate) fn chain(&mut self) -> Vec<u8> {
        if self.chance.below(4) == 0 {
            return self.der();
        }
        let mut text = Vec::new();
        for _ in 0..=self.chance.below(5) {
            let der = if self.chance.below(3) == 0 { self.one().clone() } else { self.der() };
            text.extend(self.dressed("CERTIFICATE", der));
        }
        text
    }

    /// A mutant in DER.
    pub(crate) fn bare(&mut self) -> Vec<u8> {
        self.der()
    }

    /// A text with PEM blocks, changed anywhere.
    pub(crate) fn text(&mut self) -> Vec<u8> {
        let der = self.one().clone();
        let mut text = pem::encode("REQUEST", &der).into_bytes();
        for _ in 0..=self.chance.below(8) {
            self.change_octets(&mut text);
        }
        text
    }

    fn der(&mut self) -> Vec<u8> {
        let mut der = self.one().clone();
        for _ in 0..=self.chance.below(3) {
            if self.chance.below(3) == 0 {
                self.change_octets(&mut der);
            } else {
                der = self.change_element(&der);
            }
        }
        der
    }

    /// As DER, as clean PEM or as damaged PEM.
    fn dressed(&mut self, label: &str, der: Vec<u8>) -> Vec<u8> {
        match self.chance.below(8) {
            0 => {
                let mut text = pem::encode(label, &der).into_bytes();
                self.change_octets(&mut text);
                text
            }
            1..=3 if label == "CERTIFICATE REQUEST" => der,
            _ => pem::encode(label, &der).into_bytes(),
        }
    }

    fn change_octets(&mut self, octets: &mut Vec<u8>) {
        let at = self.chance.below(octets.len().max(1));
        let octet = self.octet();
        match self.chance.below(8) {
            0 if at < octets.len() => drop(octets.remove(at)),
            1 => octets.insert(at.min(octets.len()), octet),
            2 => octets.truncate(at),
            3 => {
                let part = octets[at..(at + 1 + self.chance.below(64)).min(octets.len())].to_vec();
                octets.splice(at..at, part);
            }
            4 if at < octets.len() => octets[at] ^= 1 << self.chance.below(8),
            _ if at < octets.len() => octets[at] = octet,
            _ => {}
        }
    }

    /// Changes one element; what is no DER comes back with octets changed.
    fn change_element(&mut self, der: &[u8]) -> Vec<u8> {
        let Some(mut root) = Node::read(der, 0) else {
            let mut octets = der.to_vec();
            self.change_octets(&mut octets);
            return octets;
        };
        let strange = Node::read(self.one(), 0).map(|mut other| {
            let count = other.count();
            other.nth(self.chance.below(count)).clone()
        });
        let count = root.count();
        let chosen = root.nth(self.chance.below(count));
        match (self.chance.below(8), &mut chosen.content) {
            (0, _) => chosen.tag = self.octet(),
            (1, _) => {
                chosen.tag = self.chance.pick(&[0x01, 0x02, 0x03, 0x04, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x1e, 0x30, 0x31])
            }
            (2, Content::Parts(_, parts)) if !parts.is_empty() => drop(parts.remove(self.chance.below(parts.len()))),
            (3, Content::Parts(_, parts)) if !parts.is_empty() => {
                let part = parts[self.chance.below(parts.len())].clone();
                let times = self.chance.pick(&[1, 2, 63, 64, 65, 1000, 5000]);
                parts.extend(std::iter::repeat_n(part, times));
            }
            (4, Content::Parts(_, parts)) => {
                let length = parts.len();
                let (from, to) = (self.chance.below(length.max(1)), self.chance.below(length.max(1)));
                if length > 0 {
                    parts.swap(from, to);
                }
            }
            (5, _) => *chosen = strange.unwrap_or_else(|| chosen.clone()),
            (6, Content::Octets(octets)) => {
                let length = self.chance.pick(&[0, 1, 2, 20, 64, 65, 127, 128, 255, 256, 4096, 65_000]);
                let octet = self.octet();
                octets.resize(length, octet);
            }
            (_, Content::Octets(octets)) => self.change_octets(octets),
            (_, Content::Parts(_, parts)) => parts.reverse(),
        }
        let mut mutant = Vec::new();
        root.write(&mut mutant);
        mutant.truncate(OCTETS_MAX);
        mutant
    }

    fn one(&mut self) -> &'a Vec<u8> {
        &self.pile[self.chance.below(self.pile.len())]
    }

    /// Those that mean something to a reader are drawn often.
    fn octet(&mut self) -> u8 {
        let any = self.chance.octet();
        self.chance.pick(&[any, any, 0x00, 0x01, 0x7f, 0x80, 0x84, 0xff, b'*', b'-', b'.', b'\n'])
    }
}

/// An element of DER as a tree.
#[derive(Clone)]
struct Node {
    tag: u8,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Octets(Vec<u8>),
    /// Elements after some octets: none, or the count of unused bits of a BIT STRING.
    Parts(Vec<u8>, Vec<Node>),
}

impl Node {
    /// The one element that fills these octets.
    fn read(octets: &[u8], depth: usize) -> Option<Self> {
        let (node, rest) = Self::read_first(octets, depth)?;
        rest.is_empty().then_some(node)
    }

    fn read_first(octets: &[u8], depth: usize) -> Option<(Self, &[u8])> {
        let (&tag, rest) = octets.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            ..=0x7f => (usize::from(first), rest),
            0x81..=0x83 => {
                let (octets, rest) = rest.split_at_checked(usize::from(first - 0x80))?;
                (octets.iter().fold(0, |length, octet| length << 8 | usize::from(*octet)), rest)
            }
            _ => return None,
        };
        let (body, rest) = rest.split_at_checked(length)?;
        // Extensions wrap DER in an OCTET STRING, keys in a BIT STRING.
        let wraps = match tag {
            0x03 if body.len() > 2 => Some(1),
            _ if tag & 0x20 != 0 || tag == 0x04 => Some(0),
            _ => None,
        };
        let parts = wraps.filter(|_| depth < DEPTH_MAX).and_then(|skip| {
            let (mut left, mut parts) = (&body[skip..], Vec::new());
            while !left.is_empty() {
                let (part, next) = Self::read_first(left, depth + 1)?;
                parts.push(part);
                left = next;
            }
            Some(Content::Parts(body[..skip].to_vec(), parts))
        });
        Some((Self { tag, content: parts.unwrap_or_else(|| Content::Octets(body.to_vec())) }, rest))
    }

    fn count(&self) -> usize {
        match &self.content {
            Content::Octets(_) => 1,
            Content::Parts(_, parts) => 1 + parts.iter().map(Self::count).sum::<usize>(),
        }
    }

    /// The element at a place in the order of reading; 0 is the whole.
    fn nth(&mut self, place: usize) -> &mut Self {
        if place == 0 {
            return self;
        }
        let Content::Parts(_, parts) = &mut self.content else { unreachable!("the place is below the count") };
        let mut left = place - 1;
        let part = parts.iter_mut().find(|part| {
            let count = part.count();
            let found = left < count;
            if !found {
                left -= count;
            }
            found
        });
        part.unwrap().nth(left)
    }

    fn write(&self, out: &mut Vec<u8>) {
        let body = match &self.content {
            Content::Octets(octets) => octets.clone(),
            Content::Parts(front, parts) => {
                let mut body = front.clone();
                parts.iter().for_each(|part| part.write(&mut body));
                body
            }
        };
        out.push(self.tag);
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        match body.len() {
            0..0x80 => out.push(length[3]),
            0x80..0x100 => out.extend([0x81, length[3]]),
            0x100..0x1_0000 => out.extend([0x82, length[2], length[3]]),
            _ => out.extend([0x83, length[1], length[2], length[3]]),
        }
        out.extend(body);
    }
}
