//! Integers as limbs of 64 bits, the least significant first: only what the tests of a modulus need.

/// The upper half.
pub(super) const fn high(wide: u128) -> u64 {
    (wide >> 64) as u64
}

/// The lower half.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
const fn low(wide: u128) -> u64 {
    wide as u64
}

/// A number below 2^32.
#[expect(clippy::cast_possible_truncation, reason = "callers give residues of small primes")]
pub(super) const fn low32(small: u64) -> u32 {
    small as u32
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

    /// Fermat's method: whether `a² - n` is a square for one of the first `rounds` numbers `a` from the root upwards.
    pub(super) fn is_near_square(&self, rounds: u32) -> bool {
        if self.is_exact() {
            return true;
        }
        // With a = root + 1: a² - n = 2·root + 1 - remainder, and each next a adds 2a + 1.
        let length = self.root.len() + 2;
        let mut twice = shifted_left(&self.root, 1);
        twice.resize(length, 0);
        let mut difference = twice.clone();
        add_small(&mut difference, 1);
        subtract(&mut difference, &self.remainder);
        add_small(&mut twice, 2);
        let mut filter = Filter::of(&difference);
        let mut step = Filter::of(&twice);
        step.add(1);
        for round in 0..u64::from(rounds) {
            if filter.may_be_square() {
                // round steps of 2a + 1, a growing by 1: round·2a + round².
                let mut exact = difference.clone();
                add_product(&mut exact, &twice, round);
                add_small(&mut exact, round * round);
                while exact.last() == Some(&0) {
                    exact.pop();
                }
                if exact.is_empty() || is_square(&exact) {
                    return true;
                }
            }
            filter.add_filter(&step);
            step.add(2);
        }
        false
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
    for at in (0..digits - 1).rev() {
        let (lower, known) = root.split_at_mut(at + 1);
        lower[at] = next_digit(&mut rest[2 * at..], known);
    }
    rest.truncate(digits + 1);
    (root, rest, shift)
}

/// A number modulo 2^64 and modulo 2^64 - 1 = 3·5·17·257·641·65537·6700417, to tell most non-squares.
struct Filter {
    low: u64,
    folded: u64,
}

impl Filter {
    fn of(limbs: &[u64]) -> Self {
        let folded = limbs.iter().fold(0, |sum, limb| add_around(sum, *limb));
        Self { low: limbs.first().copied().unwrap_or(0), folded }
    }

    fn add(&mut self, small: u64) {
        self.low = self.low.wrapping_add(small);
        self.folded = add_around(self.folded, small);
    }

    fn add_filter(&mut self, other: &Self) {
        self.low = self.low.wrapping_add(other.low);
        self.folded = add_around(self.folded, other.folded);
    }

    fn may_be_square(&self) -> bool {
        const BY_64: [bool; 64] = squares();
        const BY_255: [bool; 255] = squares();
        const BY_257: [bool; 257] = squares();
        const BY_641: [bool; 641] = squares();
        let by = |n: u64| usize::try_from(n).unwrap_or(0);
        BY_64[by(self.low % 64)]
            && BY_255[by(self.folded % 255)]
            && BY_257[by(self.folded % 257)]
            && BY_641[by(self.folded % 641)]
    }
}

/// Modulo 2^64 - 1: the carry comes in again at the low end.
fn add_around(a: u64, b: u64) -> u64 {
    let (sum, carry) = a.overflowing_add(b);
    sum + u64::from(carry)
}

const fn squares<const N: usize>() -> [bool; N] {
    let (mut table, mut n) = ([false; N], 0);
    while n < N {
        table[n * n % N] = true;
        n += 1;
    }
    table
}

/// The next digit of a root of which `known` are the digits so far, the first with its top bit set; takes its share
/// out of `rest`, which has the remainder so far above two limbs that were not looked at yet.
fn next_digit(rest: &mut [u64], known: &[u64]) -> u64 {
    let j = known.len();
    // (remainder / 2) / root, by the topmost limbs: never too small, and too large by a few at most (Knuth, 4.3.1).
    let half = u128::from(rest[j + 2]) << 127 | u128::from(rest[j + 1]) << 63 | u128::from(rest[j]) >> 1;
    let mut digit = low((half / u128::from(known[j - 1])).min(u128::from(u64::MAX)));
    // rest -= (2·known·2^64 + digit)·digit
    let square = u128::from(digit) * u128::from(digit);
    let (mut carry, mut borrow, mut bit) = (high(square), false, 0);
    (rest[0], borrow) = subtract_limb(rest[0], low(square), borrow);
    for (limb, factor) in rest[1..=j].iter_mut().zip(known) {
        let product = u128::from(factor << 1 | bit) * u128::from(digit) + u128::from(carry);
        (carry, bit) = (high(product), factor >> 63);
        (*limb, borrow) = subtract_limb(*limb, low(product), borrow);
    }
    let top = u128::from(bit * digit) + u128::from(carry);
    (rest[j + 1], borrow) = subtract_limb(rest[j + 1], low(top), borrow);
    (rest[j + 2], borrow) = subtract_limb(rest[j + 2], high(top), borrow);
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
        fn the_filter_lets_squares_through(root in number(1..8)) {
            prop_assert!(Filter::of(&mul_low(&root, &root, 2 * root.len())).may_be_square());
        }
    }
}
