//! What makes an RSA modulus weak although its size is right: pure arithmetic, and a list.
//!
//! Everything here runs for every RSA request, in a few microseconds beside the 25 of the signature check: residues
//! come from one pass over the limbs without a division, and only what passes a filter of residues is computed in full.

pub(crate) mod debian;
mod limbs;

use std::cell::OnceCell;

use limbs::{Root, high};

/// Limbs of 64 bits of the longest modulus that is looked at: RSA-16384. The rule on size refuses longer ones.
const LIMBS_MAX: usize = 256;

/// The odd primes below 752 (BR 6.1.6), and in how many words their products fit.
const PRIMES: usize = 132;
const WORDS: usize = 18;

/// The powers that are looked for, with the places of two primes that tell most others quickly.
const POWERS: [(u32, [usize; 2]); 3] = [(3, quick_primes(3)), (5, quick_primes(5)), (7, quick_primes(7))];

/// Each word is a chain of two multiplications a limb; so many chains keep the processor busy.
const TOGETHER: usize = 6;

static TABLE: Table = Table::new();

/// The ROCA fingerprint's primes: Infineon's primes are `k·M + 65537^a mod M`, M the product of the first 39 primes or
/// more (Nemec et al., CCS 2017, section 2), so the modulus lies in 65537's subgroup for each of these. For 3, 5 and 7
/// that subgroup is everything.
const ROCA_PRIMES: std::ops::RangeInclusive<u32> = 11..=167;

/// An RSA modulus.
pub(crate) struct Modulus {
    /// The least significant first; empty when it is longer than anybody takes.
    limbs: Vec<u64>,
    /// For each word of the table, a number that is congruent to `-modulus / 2^(64·limbs)`.
    residues: [u64; WORDS],
    root: OnceCell<Root>,
}

impl Modulus {
    /// Reads big-endian octets without leading zeros.
    pub(crate) fn new(octets: &[u8]) -> Self {
        let chunks = octets.rchunks(8).map(|chunk| chunk.iter().fold(0, |limb, octet| limb << 8 | u64::from(*octet)));
        let limbs: Vec<u64> = if octets.len() <= LIMBS_MAX * 8 { chunks.collect() } else { Vec::new() };
        let mut residues = [0; WORDS];
        let (groups, _) = residues.as_chunks_mut::<TOGETHER>();
        for (group, words) in groups.iter_mut().zip(TABLE.words.as_chunks::<TOGETHER>().0) {
            for limb in &limbs {
                for (word, residue) in words.iter().zip(&mut *group) {
                    // limb - residue = q·product - 2^64·next: a remainder from the low end, which needs no division.
                    let (difference, borrow) = limb.overflowing_sub(*residue);
                    let q = difference.wrapping_mul(word.inverse);
                    *residue = high(u128::from(q) * u128::from(word.product)) + u64::from(borrow);
                }
            }
        }
        Self { limbs, residues, root: OnceCell::new() }
    }

    /// The smallest prime below 752 that divides it.
    pub(crate) fn small_factor(&self) -> Option<u32> {
        let low = self.limbs.first()?;
        let odd = || TABLE.primes.iter().find(|p| self.residues[p.word].wrapping_mul(p.inverse) <= p.multiples_max);
        if low % 2 == 0 { Some(2) } else { odd().map(|p| p.prime) }
    }

    /// Whether it has the fingerprint of ROCA (CVE-2017-15361). A sound key has it with odds below 2^-100.
    pub(crate) fn is_roca(&self) -> bool {
        let mut primes = TABLE.primes.iter().filter(|p| ROCA_PRIMES.contains(&p.prime));
        !self.limbs.is_empty() && primes.all(|p| is_power_of_65537(self.modulo(p), p.prime))
    }

    /// Whether Fermat's method finds two factors within so many rounds.
    pub(crate) fn has_close_factors(&self, rounds: u32) -> bool {
        !self.limbs.is_empty() && self.root().is_near_square(rounds)
    }

    /// Whether it is a square, or a third, fifth or seventh power. Higher ones would be, in RSA-2048, of primes below
    /// 190 bits, which no generator has been seen to take.
    pub(crate) fn is_power(&self) -> bool {
        let is_odd = self.limbs.first().is_some_and(|low| low % 2 == 1);
        is_odd
            && (self.root().is_exact()
                || POWERS
                    .into_iter()
                    .any(|(k, quick)| self.may_be_power(k, quick) && limbs::is_exact_power(&self.limbs, k)))
    }

    fn root(&self) -> &Root {
        self.root.get_or_init(|| Root::of(&self.limbs))
    }

    /// The modulus modulo a small prime.
    fn modulo(&self, p: &Prime) -> u32 {
        let residue = limbs::low32(self.residues[p.word] % u64::from(p.prime));
        let shift = power(p.limb, u32::try_from(self.limbs.len()).unwrap_or(0), p.prime);
        (p.prime - residue) * shift % p.prime
    }

    /// A filter: a `k`-th power is one modulo every prime, where `k` divides the prime less 1 for one number in `k`.
    fn may_be_power(&self, k: u32, quick: [usize; 2]) -> bool {
        let is_power = |n, prime| n == 0 || power(n, (prime - 1) / k, prime) == 1;
        // For these two -1 and 2 are `k`-th powers, so that the residue serves as it is.
        let quick = quick.into_iter().map(|at| &TABLE.primes[at]);
        let mut quick = quick.map(|p| (limbs::low32(self.residues[p.word] % u64::from(p.prime)), p.prime));
        let mut every = TABLE.primes.iter().filter(|p| p.prime % k == 1);
        quick.all(|(n, prime)| is_power(n, prime)) && every.all(|p| is_power(self.modulo(p), p.prime))
    }
}

fn is_power_of_65537(n: u32, prime: u32) -> bool {
    let mut element = 1;
    // The subgroup's order is below the prime.
    for _ in 0..prime {
        if element == n {
            return true;
        }
        element = element * (65_537 % prime) % prime;
        if element == 1 {
            return false;
        }
    }
    false
}

/// Small primes, several to a word.
struct Table {
    words: [Word; WORDS],
    primes: [Prime; PRIMES],
}

#[derive(Clone, Copy)]
struct Word {
    product: u64,
    /// Of the product, modulo 2^64.
    inverse: u64,
}

#[derive(Clone, Copy)]
struct Prime {
    prime: u32,
    /// The word that it is in.
    word: usize,
    /// Of the prime, modulo 2^64: a number times this is at most `multiples_max` if and only if the prime divides it.
    inverse: u64,
    multiples_max: u64,
    /// 2^64 modulo the prime.
    limb: u32,
}

impl Table {
    const fn new() -> Self {
        let mut words = [Word { product: 1, inverse: 1 }; WORDS];
        let none = Prime { prime: 0, word: 0, inverse: 0, multiples_max: 0, limb: 0 };
        let mut primes = [none; PRIMES];
        let (mut at, mut word, mut n) = (0, 0, 3);
        while n < 752 {
            if is_prime(n) {
                let wide = n as u64;
                if words[word].product.checked_mul(wide).is_none() {
                    word += 1;
                }
                words[word].product *= wide;
                words[word].inverse = limbs::inverse(words[word].product);
                let limb = limbs::low32((u64::MAX % wide + 1) % wide);
                let inverse = limbs::inverse(wide);
                primes[at] = Prime { prime: n, word, inverse, multiples_max: u64::MAX / wide, limb };
                at += 1;
            }
            n += 2;
        }
        assert!(at == PRIMES && word == WORDS - 1);
        Self { words, primes }
    }
}

/// The first two primes of which `k` divides one less, and 2 is a `k`-th power.
const fn quick_primes(k: u32) -> [usize; 2] {
    let (table, mut found, mut count, mut at) = (Table::new(), [0; 2], 0, 0);
    while count < 2 {
        let prime = table.primes[at].prime;
        if prime % k == 1 && power(2, (prime - 1) / k, prime) == 1 {
            found[count] = at;
            count += 1;
        }
        at += 1;
    }
    found
}

const fn is_prime(n: u32) -> bool {
    let mut d = 3;
    while d * d <= n {
        if n.is_multiple_of(d) {
            return false;
        }
        d += 2;
    }
    true
}

/// `base^exponent` modulo a prime below 2^16.
const fn power(base: u32, mut exponent: u32, prime: u32) -> u32 {
    let (mut result, mut base) = (1, base % prime);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % prime;
        }
        base = base * base % prime;
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Residues without division equal those with it, for every prime.
        #[test]
        fn residues(octets in prop::collection::vec(any::<u8>(), 1..300)) {
            let modulus = Modulus::new(&octets);
            let remainder = |prime| octets.iter().fold(0_u32, |r, octet| (r << 8 | u32::from(*octet)) % prime);
            for p in &TABLE.primes {
                prop_assert_eq!(modulus.modulo(p), remainder(p.prime));
            }
            let smallest = std::iter::once(2).chain(TABLE.primes.iter().map(|p| p.prime)).find(|p| remainder(*p) == 0);
            prop_assert_eq!(modulus.small_factor(), smallest);
        }

        /// Whatever the size, even past the limit, nothing panics.
        #[test]
        fn any_modulus(octets in prop::collection::vec(any::<u8>(), 0..2100)) {
            let modulus = Modulus::new(&octets[octets.iter().take_while(|octet| **octet == 0).count()..]);
            let _ = (modulus.is_roca(), modulus.is_power(), modulus.has_close_factors(100), debian::made(&octets));
        }
    }
}
