//! Which rounds of Fermat's method can end in a square: residues leave hardly one of a hundred to be computed.

use super::limbs::low_index;

/// The rounds that BR 6.1.1.3 asks for.
pub(crate) const ROUNDS: u32 = 100;

/// The sieve's primes, all in the table's first word.
const PRIMES: [u32; 8] = [3, 5, 7, 11, 13, 17, 19, 23];
const LARGEST: usize = 23;

/// For the number modulo 64: for which `a` modulo 64 `a² - number` is a square there, a bit each.
static BY_64: [u64; 64] = by_64();

/// The same for the primes, each mask repeated to the top: as many rounds fit behind the largest shift.
static BY_PRIME: [[u128; LARGEST]; PRIMES.len()] = by_prime();

const _: () = assert!(ROUNDS as usize + LARGEST <= 128);

/// A number modulo 2^64 and modulo the table's first word.
pub(super) struct Residues {
    pub(super) low: u64,
    pub(super) word: u64,
}

/// The rounds from 0 in which `(first + round)² - n` may be a square.
pub(super) fn rounds(n: &Residues, first: &Residues) -> impl Iterator<Item = u32> {
    let by_64 = BY_64[low_index(n.low, 64)].rotate_right(super::limbs::low32(first.low % 64));
    let mut may = (u128::from(by_64) << 64 | u128::from(by_64)) & ((1 << ROUNDS) - 1);
    for (prime, masks) in PRIMES.into_iter().zip(&BY_PRIME) {
        may &= masks[low_index(n.word, prime)] >> low_index(first.word, prime);
    }
    std::iter::from_fn(move || {
        let round = may.trailing_zeros();
        may &= may.wrapping_sub(1);
        (round < ROUNDS).then_some(round)
    })
}

const fn by_64() -> [u64; 64] {
    let (squares, mut masks, mut n) = (squares(64), [0; 64], 0);
    while n < 64 {
        let mut a = 0;
        while a < 64 {
            masks[n] |= (squares >> ((a * a + 64 - n) % 64) & 1) << a;
            a += 1;
        }
        n += 1;
    }
    masks
}

const fn by_prime() -> [[u128; LARGEST]; PRIMES.len()] {
    let (mut masks, mut at) = ([[0; LARGEST]; PRIMES.len()], 0);
    while at < PRIMES.len() {
        let prime = PRIMES[at] as usize;
        let (squares, mut n) = (squares(PRIMES[at]), 0);
        while n < prime {
            let mut a = 0;
            while a < 128 {
                masks[at][n] |= ((squares >> ((a * a + prime - n) % prime) & 1) as u128) << a;
                a += 1;
            }
            n += 1;
        }
        at += 1;
    }
    masks
}

/// The squares modulo at most 64, a bit each.
const fn squares(modulus: u32) -> u64 {
    let (mut squares, mut n) = (0, 0);
    while n < modulus {
        squares |= 1 << (n * n % modulus);
        n += 1;
    }
    squares
}
