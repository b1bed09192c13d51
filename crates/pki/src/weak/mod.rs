//! What makes an RSA modulus weak although its size is right: pure arithmetic, and a list.
//!
//! Everything here runs for every RSA request, in a few microseconds beside the 25 of the signature check: residues
//! come from one pass over the limbs without a division, and only what passes a filter of residues is computed in full.

pub(crate) mod debian;
mod fermat;
mod limbs;

use std::cell::OnceCell;

pub(crate) use fermat::ROUNDS as FERMAT_ROUNDS;
use limbs::{Root, high, low, low32};

/// Limbs of 64 bits of the longest modulus that is looked at: RSA-16384. The rule on size refuses longer ones.
const LIMBS_MAX: usize = 256;

/// The odd primes below 752 (BR 6.1.6), and in how many words their products fit, the words being taken four at a time.
const PRIMES: usize = 132;
const WORDS: usize = 20;
const ABREAST: usize = 4;

/// Limbs that are multiplied with powers of 2^64 in one sum: RSA-2048 needs one.
const BLOCK: usize = 32;

/// Words stay below this, so that a block's sum and what is carried into it stay below 2^128.
const WORD_MAX: u64 = 1 << 58;

/// The powers that are looked for, each with two primes of the first word that tell most others quickly.
const POWERS: [(u32, [Quick; 2]); 3] = [
    (3, [Quick::new(3, 7), Quick::new(3, 13)]),
    (5, [Quick::new(5, 11), Quick::new(5, 31)]),
    (7, [Quick::new(7, 29), Quick::new(7, 43)]),
];

static TABLE: Table = Table::new();

/// The ROCA fingerprint's primes: Infineon's primes are `k·M + 65537^a mod M`, M the product of the first 39 primes or
/// more (Nemec et al., CCS 2017, section 2), so the modulus lies in 65537's subgroup for each of these. For 3, 5 and 7
/// that subgroup is everything.
const ROCA_PRIMES: std::ops::RangeInclusive<u32> = 11..=167;

/// An RSA modulus.
pub(crate) struct Modulus {
    /// The least significant first; empty when it is longer than anybody takes.
    limbs: Vec<u64>,
    /// For each word of the table, a number that is congruent to the modulus.
    residues: [u64; WORDS],
    root: OnceCell<Root>,
}

impl Modulus {
    /// Reads big-endian octets without leading zeros.
    pub(crate) fn new(octets: &[u8]) -> Self {
        let limbs = if octets.len() <= LIMBS_MAX * 8 { limbs(octets) } else { Vec::new() };
        let mut residues = [0; WORDS];
        for (four, lane) in residues.as_chunks_mut().0.iter_mut().zip(&TABLE.lanes) {
            *four = lane.residues::<ABREAST>(&limbs);
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

    /// Whether [`FERMAT_ROUNDS`] rounds of Fermat's method find two factors.
    pub(crate) fn has_close_factors(&self) -> bool {
        let Some(low) = self.limbs.first() else { return false };
        let root = self.root();
        let of_n = fermat::Residues { low: *low, word: self.residues[0] };
        let first = fermat::Residues {
            low: root.limbs().first().map_or(1, |low| low.wrapping_add(1)),
            word: TABLE.lanes[0].residues::<1>(root.limbs())[0] + 1,
        };
        root.is_exact() || fermat::rounds(&of_n, &first).any(|round| root.is_square_after(round))
    }

    /// Whether it is a square, or a third, fifth or seventh power. Higher ones would be, in RSA-2048, of primes below
    /// 190 bits, which no generator has been seen to take.
    pub(crate) fn is_power(&self) -> bool {
        let is_odd = self.limbs.first().is_some_and(|low| low % 2 == 1);
        let is_power = |(k, quick)| self.may_be_power(k, quick) && limbs::is_exact_power(&self.limbs, k);
        is_odd && (POWERS.into_iter().any(is_power) || self.root().is_exact())
    }

    fn root(&self) -> &Root {
        self.root.get_or_init(|| Root::of(&self.limbs))
    }

    /// The modulus modulo a small prime.
    fn modulo(&self, p: &Prime) -> u32 {
        low32(self.residues[p.word] % u64::from(p.prime))
    }

    /// A filter: a `k`-th power is one modulo every prime, where `k` divides the prime less 1 for one number in `k`.
    fn may_be_power(&self, k: u32, quick: [Quick; 2]) -> bool {
        let mut every = TABLE.primes.iter().filter(|p| p.prime % k == 1);
        quick.iter().all(|quick| quick.may_be_power(self.residues[0]))
            && every.all(|p| is_power(self.modulo(p), k, p.prime))
    }
}

/// The `k`-th powers modulo a prime below 64, a bit each.
#[derive(Clone, Copy)]
struct Quick {
    prime: u32,
    powers: u64,
}

impl Quick {
    const fn new(k: u32, prime: u32) -> Self {
        assert!(prime % k == 1 && TABLE.lanes[0].words[0].product.is_multiple_of(prime as u64));
        let (mut powers, mut n) = (0, 0);
        while n < prime {
            powers |= (is_power(n, k, prime) as u64) << n;
            n += 1;
        }
        Self { prime, powers }
    }

    const fn may_be_power(self, residue: u64) -> bool {
        self.powers >> (residue % self.prime as u64) & 1 == 1
    }
}

/// Whether `n` is a `k`-th power modulo a prime of which `k` divides one less.
const fn is_power(n: u32, k: u32, prime: u32) -> bool {
    n == 0 || power(n, (prime - 1) / k, prime) == 1
}

/// Of big-endian octets.
fn limbs(octets: &[u8]) -> Vec<u64> {
    let (above, limbs) = octets.as_rchunks();
    let top = above.iter().fold(0, |limb, octet| limb << 8 | u64::from(*octet));
    let limbs = limbs.iter().rev().map(|limb| u64::from_be_bytes(*limb));
    limbs.chain((!above.is_empty()).then_some(top)).collect()
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
    lanes: [Lanes; WORDS / ABREAST],
    primes: [Prime; PRIMES],
}

/// Words whose residues are taken side by side: one sum alone would wait for its carries.
#[derive(Clone, Copy)]
struct Lanes {
    words: [Word; ABREAST],
    /// `-2^(64·at + 128)` modulo each product: the 2^128 is what [`Word::reduce`] divides by.
    powers: [[u64; ABREAST]; BLOCK + 1],
}

impl Lanes {
    const fn new(products: [u64; ABREAST]) -> Self {
        let (mut words, mut powers, mut word) = ([Word::new(1); ABREAST], [[0; ABREAST]; BLOCK + 1], 0);
        while word < ABREAST {
            words[word] = Word::new(products[word]);
            let wide = products[word] as u128;
            let limb = (1 << 64) % wide;
            let (mut at, mut power) = (0, limb * limb % wide);
            while at < powers.len() {
                powers[at][word] = low(wide - power);
                power = power * limb % wide;
                at += 1;
            }
            word += 1;
        }
        Self { words, powers }
    }

    /// For each of the first `N` words a number, at most the product, that is congruent to `limbs`.
    fn residues<const N: usize>(&self, limbs: &[u64]) -> [u64; N] {
        limbs.rchunks(BLOCK).fold([0; N], |above, block| {
            let carried = &self.powers[block.len()];
            let mut sums: [u128; N] = std::array::from_fn(|at| u128::from(above[at]) * u128::from(carried[at]));
            for (limb, powers) in block.iter().zip(&self.powers) {
                for (sum, power) in sums.iter_mut().zip(powers) {
                    *sum += u128::from(*limb) * u128::from(*power);
                }
            }
            std::array::from_fn(|at| self.words[at].reduce(sums[at]))
        })
    }
}

#[derive(Clone, Copy)]
struct Word {
    product: u64,
    /// Of the product, modulo 2^64.
    inverse: u64,
}

impl Word {
    const fn new(product: u64) -> Self {
        Self { product, inverse: limbs::inverse(product) }
    }

    /// `-wide / 2^128`: two remainders from the low end, which need no division.
    fn reduce(&self, wide: u128) -> u64 {
        [low(wide), high(wide)].into_iter().fold(0, |residue: u64, limb| {
            // limb - residue = q·product - 2^64·next
            let (difference, borrow) = limb.overflowing_sub(residue);
            let q = difference.wrapping_mul(self.inverse);
            high(u128::from(q) * u128::from(self.product)) + u64::from(borrow)
        })
    }
}

#[derive(Clone, Copy)]
struct Prime {
    prime: u32,
    /// The word that it is in.
    word: usize,
    /// Of the prime, modulo 2^64: a number times this is at most `multiples_max` if and only if the prime divides it.
    inverse: u64,
    multiples_max: u64,
}

impl Table {
    const fn new() -> Self {
        let mut products = [[1; ABREAST]; WORDS / ABREAST];
        let mut primes = [Prime { prime: 0, word: 0, inverse: 0, multiples_max: 0 }; PRIMES];
        let (mut at, mut word, mut n) = (0, 0, 3);
        while n < 752 {
            if is_prime(n) {
                let wide = n as u64;
                if products[word / ABREAST][word % ABREAST] > (WORD_MAX - 1) / wide {
                    word += 1;
                }
                products[word / ABREAST][word % ABREAST] *= wide;
                primes[at] = Prime { prime: n, word, inverse: limbs::inverse(wide), multiples_max: u64::MAX / wide };
                at += 1;
            }
            n += 2;
        }
        assert!(at == PRIMES && word < WORDS);
        let (mut lanes, mut four) = ([Lanes::new([1; ABREAST]); WORDS / ABREAST], 0);
        while four < lanes.len() {
            lanes[four] = Lanes::new(products[four]);
            four += 1;
        }
        Self { lanes, primes }
    }
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

    fn trimmed(octets: &[u8]) -> &[u8] {
        &octets[octets.iter().take_while(|octet| **octet == 0).count()..]
    }

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

        /// `a² - b²` takes about `b² / 2a` rounds from its root upwards.
        #[test]
        fn close_factors(a in 1_u128 << 61..1 << 62, near in 0_u128..1 << 34, far in 1_u128 << 36..1 << 60) {
            let has_close_factors = |b: u128| Modulus::new(trimmed(&(a * a - b * b).to_be_bytes())).has_close_factors();
            prop_assert!(has_close_factors(near));
            prop_assert!(!has_close_factors(far));
        }

        /// Whatever the size, even past the limit, nothing panics.
        #[test]
        fn any_modulus(octets in prop::collection::vec(any::<u8>(), 0..2100)) {
            let modulus = Modulus::new(trimmed(&octets));
            let _ = (modulus.is_roca(), modulus.is_power(), modulus.has_close_factors());
        }
    }
}
