//! Money: whole yen, never fractions. Overflow is an error, not a wrap.

use std::{fmt, iter::Sum};

/// An amount in yen; one point is one yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yen(pub i64);

impl Yen {
    /// The sum, or `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl std::ops::Neg for Yen {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Yen {
    /// Saturates; a saturated sum balances nothing, so a transaction that overflows is refused.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0, |total, amount| total.saturating_add(amount.0)))
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A price with its tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Tax-exclusive.
    pub net: Yen,
    /// Consumption tax.
    pub tax: Yen,
    /// What the customer pays.
    pub total: Yen,
}

impl Price {
    /// The price of `net` at `rate_percent`, tax rounded down once for the whole document (消費税法基本通達 1-8-15
    /// leaves the rounding to the seller; rounding per line is not allowed). `None` on overflow.
    pub fn with_tax(net: Yen, rate_percent: u32) -> Option<Self> {
        let tax = Yen(net.0.checked_mul(i64::from(rate_percent))?.div_euclid(100));
        Some(Self { net, tax, total: net.checked_add(tax)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_is_rounded_once() {
        for (net, tax) in [(315, 31), (9_800, 980), (1, 0), (0, 0), (19, 1)] {
            assert_eq!(Price::with_tax(Yen(net), 10).unwrap().tax, Yen(tax), "{net}");
        }
        assert_eq!(Price::with_tax(Yen(i64::MAX), 10), None);
    }
}
