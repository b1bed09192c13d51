//! Integers as limbs of 64 bits, the least significant first: only what the tests of a modulus need.

/// The upper half.
pub(super) const fn high(wide: u128) -> u64 {
    (wide >> 64) as u64
}

/// The lower half.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
pub(super) const fn low(wide: u128) -> u64 {
    wide as u64
}

/// A number below 2^32.
#[expect(clippy::cast_possible_truncation, reason = "callers give residues of small primes")]
pub(super) const fn low32(small: u64) -> u32 {
    small as u32
}

/// A remainder as an index.
#[expect(clippy::cast_possible_truncation, reason = "it is below a number of 32 bits")]
pub(super) const fn low_index(n: u64, modulus: u32) -> usize {
    (n % modulus as u64) as usize
}

/// Of an odd number, modulo 2^64: each round doubles the right bits, beginning with 3.
pub(super) const fn inverse(odd: u64) -> u64 {
    let (mut x, mut round) = (odd, 0);
    while round < 5 {
        x = x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x)));
        round += 1;
    }
    x
}

/// The integer part of a square root and what is left: `n = root² + remainder`.
pub(super) struct Root {
    root: Vec<u64>,
    remainder: Vec<u64>,
}

impl Root {
    /// `n` is not empty and has no leading zero limb.
    pub(super) fn of(n: &[u64]) -> Self {
        let (root, rest, shift) = digits(n);
        if shift == 0 {
            return Self { root, remainder: rest };
        }
        let root = shifted_right(&root, shift / 2);
        let mut remainder = n.to_vec();
        subtract(&mut remainder, &mul_low(&root, &root, n.len()));
        Self { root, remainder }
    }

    /// Whether nothing is left.
    pub(super) fn is_exact(&self) -> bool {
        self.remainder.iter().all(|limb| *limb == 0)
    }

    /// The root.
    pub(super) fn limbs(&self) -> &[u64] {
        &self.root
    }

    /// Whether `(root + 1 + round)² - n` is a square, for small rounds.
    pub(super) fn is_square_after(&self, round: u32) -> bool {
        // For a = root + 1: a² - n = 2·root + 1 - remainder; `round` steps further it is round·2a + round² more.
        let round = u64::from(round);
        let mut twice = shifted_left(&self.root, 1);
        twice.resize(self.root.len() + 2, 0);
        let mut difference = twice.clone();
        add_small(&mut difference, 1);
        subtract(&mut difference, &self.remainder);
        add_small(&mut twice, 2);
        add_product(&mut difference, &twice, round);
        add_small(&mut difference, round * round);
        while difference.last() == Some(&0) {
            difference.pop();
        }
        difference.is_empty() || is_square(&difference)
    }
}

/// A shift by an even number of bits leaves a square a square, so its root is not shifted back.
fn is_square(n: &[u64]) -> bool {
    digits(n).1.iter().all(|limb| *limb == 0)
}

/// Digit by digit in base 2^64, as by hand: the root of `n` shifted left, what is left, and by how much it was shifted.
fn digits(n: &[u64]) -> (Vec<u64>, Vec<u64>, u32) {
    // An even number of limbs with one of the two top bits set makes every digit's first guess good.
    let shift = (n.last().map_or(0, |top| top.leading_zeros()) & !1) + if n.len() % 2 == 1 { 64 } else { 0 };
    let mut rest = shifted_left(n, shift);
    let digits = rest.len() / 2;
    rest.extend([0; 2]);
    let mut root = vec![0; digits];
    let top = u128::from(rest[2 * digits - 1]) << 64 | u128::from(rest[2 * digits - 2]);
    let first = top.isqrt();
    let left = top - first * first;
    (rest[2 * digits - 2], rest[2 * digits - 1]) = (low(left), high(left));
    root[digits - 1] = low(first);
    let top = Divisor::new(low(first));
    for at in (0..digits - 1).rev() {
        let (lower, known) = root.split_at_mut(at + 1);
        lower[at] = next_digit(&mut rest[2 * at..], known, &top);
    }
    rest.truncate(digits + 1);
    (root, rest, shift)
}

/// Divides by one number again and again, by multiplying with its reciprocal (Möller and Granlund, Improved division by
/// invariant integers, IEEE Transactions on Computers 60, 2011, algorithm 4).
struct Divisor {
    divisor: u64,
    reciprocal: u64,
}

impl Divisor {
    /// The divisor has its top bit set.
    const fn new(divisor: u64) -> Self {
        // What a division has above 2^64 is left out.
        Self { divisor, reciprocal: low(u128::MAX / divisor as u128) }
    }

    /// The integer part of the quotient, at most 2^64 - 1.
    fn quotient(&self, n: u128) -> u64 {
        if high(n) >= self.divisor {
            return u64::MAX;
        }
        let guess = u128::from(self.reciprocal) * u128::from(high(n)) + n;
        let mut quotient = high(guess).wrapping_add(1);
        let mut rest = low(n).wrapping_sub(quotient.wrapping_mul(self.divisor));
        if rest > low(guess) {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.divisor);
        }
        if rest >= self.divisor { quotient + 1 } else { quotient }
    }
}

/// The next digit of a root of which `known` are the digits so far, the first with its top bit set; takes its share
/// out of `rest`, which has the remainder so far above two limbs that were not looked at yet. `top` divides by the first.
fn next_digit(rest: &mut [u64], known: &[u64], top: &Divisor) -> u64 {
    let j = known.len();
    // (remainder / 2) / root, by the topmost limbs: never too small, and too large by a few at most (Knuth, 4.3.1).
    let half = u128::from(rest[j + 2]) << 127 | u128::from(rest[j + 1]) << 63 | u128::from(rest[j]) >> 1;
    let mut digit = top.quotient(half);
    // rest -= (2·known·2^64 + digit)·digit. What is carried holds the borrow too: it stays below 2^64.
    let (mut carry, mut bit) = (0, 0);
    let mut subtract_product = |limb: &mut u64, factor: u64| {
        let left = u128::from(*limb).wrapping_sub(u128::from(factor) * u128::from(digit) + u128::from(carry));
        *limb = low(left);
        carry = high(left).wrapping_neg();
    };
    subtract_product(&mut rest[0], digit);
    for (limb, factor) in rest[1..=j].iter_mut().zip(known) {
        subtract_product(limb, factor << 1 | bit);
        bit = factor >> 63;
    }
    subtract_product(&mut rest[j + 1], bit);
    let mut borrow;
    (rest[j + 2], borrow) = rest[j + 2].overflowing_sub(carry);
    while borrow {
        // Too large: give back 2·known·2^64 + 2·digit + 1 for the digit below.
        digit -= 1;
        let (mut carry, mut bit) = (false, digit >> 63);
        (rest[0], carry) = add_limb(rest[0], digit << 1 | 1, carry);
        for (limb, factor) in rest[1..=j].iter_mut().zip(known) {
            (*limb, carry) = add_limb(*limb, factor << 1 | bit, carry);
            bit = factor >> 63;
        }
        (rest[j + 1], carry) = add_limb(rest[j + 1], bit, carry);
        (rest[j + 2], carry) = add_limb(rest[j + 2], 0, carry);
        borrow = !carry;
    }
    digit
}

fn subtract_limb(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

fn add_limb(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

/// `a - b` where that is not negative.
fn subtract(a: &mut [u64], b: &[u64]) {
    let mut borrow = false;
    for (at, limb) in a.iter_mut().enumerate() {
        (*limb, borrow) = subtract_limb(*limb, b.get(at).copied().unwrap_or(0), borrow);
    }
}

/// `a + b·small`, within the limbs of `a`.
fn add_product(a: &mut [u64], b: &[u64], small: u64) {
    let mut carry = 0;
    for (at, limb) in a.iter_mut().enumerate() {
        let factor = b.get(at).copied().unwrap_or(0);
        let sum = u128::from(factor) * u128::from(small) + u128::from(*limb) + u128::from(carry);
        (*limb, carry) = (low(sum), high(sum));
    }
}

fn add_small(a: &mut [u64], small: u64) {
    add_product(a, &[small], 1);
}

/// By any number of bits; a limb more than needed where bits come out at the top.
fn shifted_left(a: &[u64], bits: u32) -> Vec<u64> {
    let (whole, bits) = (usize::try_from(bits / 64).unwrap_or(0), bits % 64);
    // Room for the few limbs that callers add on top, so that nothing is moved.
    let mut shifted = Vec::with_capacity(a.len() + whole + 4);
    shifted.resize(whole, 0);
    let mut carry = 0;
    for limb in a {
        let wide = u128::from(*limb) << bits;
        shifted.push(low(wide) | carry);
        carry = high(wide);
    }
    if carry != 0 {
        shifted.push(carry);
    }
    shifted
}

/// By at most 64 bits, without leading zero limbs.
fn shifted_right(a: &[u64], bits: u32) -> Vec<u64> {
    let next = a.iter().skip(1).chain(&[0]);
    let mut shifted: Vec<u64> =
        a.iter().zip(next).map(|(limb, next)| low((u128::from(*next) << 64 | u128::from(*limb)) >> bits)).collect();
    while shifted.last() == Some(&0) {
        shifted.pop();
    }
    shifted
}

/// The lowest `length` limbs of a product.
fn mul_low(a: &[u64], b: &[u64], length: usize) -> Vec<u64> {
    let mut product = vec![0; length];
    for (at, limb) in a.iter().enumerate().take(length) {
        add_product(&mut product[at..], b, *limb);
    }
    product
}

/// Whether an odd number is the `k`-th power of an integer, for odd `k`: modulo a power of 2 an odd number has exactly
/// one `k`-th root, so it is taken there and multiplied back.
pub(super) fn is_exact_power(n: &[u64], k: u32) -> bool {
    let length = n.len().div_ceil(usize::try_from(k).unwrap_or(1));
    let n_low = &n[..length];
    let raise = |base: &[u64], exponent: u32, length: usize| {
        (0..exponent).fold(vec![1], |product, _| mul_low(&product, base, length))
    };
    // Newton for n^(-1/k): y·(1 + (1 - n·y^k)/k) doubles the right bits of 1, which is right modulo 2.
    let kth = inverse_of(u64::from(k), length);
    let mut y = vec![1];
    for _ in 0..=(length * 64).ilog2() {
        let mut error = vec![0; length];
        add_small(&mut error, 1);
        subtract(&mut error, &mul_low(n_low, &raise(&y, k, length), length));
        let mut factor = mul_low(&error, &kth, length);
        add_small(&mut factor, 1);
        y = mul_low(&y, &factor, length);
    }
    let root = mul_low(n_low, &raise(&y, k - 1, length), length);
    // More limbs than the power of so long a root can have, so that a product too long does not pass as equal.
    let whole = length * usize::try_from(k).unwrap_or(1);
    let power = raise(&root, k, whole);
    power.iter().zip(n.iter().chain(std::iter::repeat(&0))).all(|(a, b)| a == b)
}

/// 1/k modulo 2^(64·length), by Newton from its lowest limb.
fn inverse_of(k: u64, length: usize) -> Vec<u64> {
    let mut x = vec![inverse(k)];
    for _ in 0..=length.ilog2() + 1 {
        let mut factor = vec![0; length];
        add_small(&mut factor, 2);
        subtract(&mut factor, &mul_low(&x, &[k], length));
        x = mul_low(&x, &factor, length);
    }
    x
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn trimmed(mut limbs: Vec<u64>) -> Vec<u64> {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        limbs
    }

    fn number(limbs: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u64>> {
        // All-zero and all-one limbs are where carries go wrong.
        let limb = prop_oneof![2 => any::<u64>(), 1 => Just(0), 1 => Just(u64::MAX), 1 => Just(1 << 63)];
        prop::collection::vec(limb, limbs).prop_map(trimmed).prop_filter("not zero", |n| !n.is_empty())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_root_and_its_remainder_make_the_number(n in number(1..20)) {
            let Root { root, remainder } = Root::of(&n);
            let mut again = mul_low(&root, &root, n.len() + 2);
            add_product(&mut again, &remainder, 1);
            prop_assert_eq!(trimmed(again), n);
            let mut twice = shifted_left(&root, 1);
            twice.resize(root.len() + 3, 0);
            subtract(&mut twice, &remainder);
            prop_assert!(twice.last() == Some(&0), "the remainder is at most twice the root");
        }

        #[test]
        fn squares_and_their_neighbours(root in number(1..12)) {
            let square = trimmed(mul_low(&root, &root, 2 * root.len()));
            prop_assert!(Root::of(&square).is_exact());
            let mut more = square.clone();
            more.push(0);
            add_small(&mut more, 1);
            prop_assert!(!Root::of(&trimmed(more)).is_exact());
        }

        #[test]
        fn powers_and_their_neighbours(root in number(1..6), which in 0..3_usize) {
            let mut root = root;
            root[0] |= 1;
            let k = [3, 5, 7][which];
            let length = root.len() * usize::try_from(k).unwrap();
            let power = (0..k).fold(vec![1], |product, _| mul_low(&product, &root, length));
            prop_assert!(is_exact_power(&trimmed(power.clone()), k));
            let mut other = power;
            other[0] ^= 2;
            let other = trimmed(other);
            prop_assert!(other.is_empty() || other == [1] || !is_exact_power(&other, k));
        }

        #[test]
        fn divisions(divisor in 1_u64 << 63.., n: u128) {
            let exact = (n / u128::from(divisor)).min(u128::from(u64::MAX));
            prop_assert_eq!(u128::from(Divisor::new(divisor).quotient(n)), exact);
        }
    }
}
