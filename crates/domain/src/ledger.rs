//! Points and sales in double entry: integers, immutable, every transaction sums to zero.
//!
//! A posting's amount is signed: a positive amount on a customer's account is what the shop owes, a negative one on
//! [`LedgerAccount::BankReceived`] is what came in. Corrections are new transactions, never edits.

use crate::{
    id::{AccountId, OrderId},
    money::{Price, Yen},
    time::Timestamp,
};

/// Where an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LedgerAccount {
    /// Points a customer can spend; never below zero.
    PointsAvailable(AccountId),
    /// Points set aside for orders on their way; never below zero.
    PointsHeld(AccountId),
    /// Money that arrived at the bank.
    BankReceived,
    /// Revenue without tax.
    Sales,
    /// Consumption tax received.
    TaxReceived,
}

impl LedgerAccount {
    /// The name in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PointsAvailable(_) => "points_available",
            Self::PointsHeld(_) => "points_held",
            Self::BankReceived => "bank_received",
            Self::Sales => "sales",
            Self::TaxReceived => "tax_received",
        }
    }

    /// Whose points, if it is a customer's account: these keep a balance that may not fall below zero.
    pub const fn owner(self) -> Option<AccountId> {
        match self {
            Self::PointsAvailable(owner) | Self::PointsHeld(owner) => Some(owner),
            Self::BankReceived | Self::Sales | Self::TaxReceived => None,
        }
    }
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Where.
    pub account: LedgerAccount,
    /// How much, signed.
    pub amount: Yen,
}

/// What a transaction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionKind {
    /// Money arrived and became points.
    TopUp,
    /// Points set aside for an order.
    Hold,
    /// The held points became revenue.
    Capture,
    /// The held points went back.
    Release,
}

impl TransactionKind {
    /// The name in tables and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::Hold => "hold",
            Self::Capture => "capture",
            Self::Release => "release",
        }
    }
}

/// A balanced set of postings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Unique for ever: the same key a second time is the same transaction, not another one.
    pub key: String,
    /// What it is about.
    pub kind: TransactionKind,
    /// When it happened.
    pub at: Timestamp,
    /// The customer it concerns.
    pub account: AccountId,
    /// The order it concerns.
    pub order: Option<OrderId>,
    /// A bank's or staff's own reference.
    pub reference: Option<String>,
    /// Lines that sum to zero.
    pub postings: Vec<Posting>,
}

impl Transaction {
    /// Money received for `account` becomes points.
    pub fn top_up(account: AccountId, amount: Yen, reference: &str, at: Timestamp) -> Self {
        let postings = [(LedgerAccount::BankReceived, -amount), (LedgerAccount::PointsAvailable(account), amount)];
        let key = format!("top_up:{account}:{reference}");
        Self::new(key, TransactionKind::TopUp, at, account, None, &postings).with_reference(reference)
    }

    /// `price` is set aside for `order`.
    pub fn hold(account: AccountId, order: OrderId, price: Price, at: Timestamp) -> Self {
        let postings = [
            (LedgerAccount::PointsAvailable(account), -price.total),
            (LedgerAccount::PointsHeld(account), price.total),
        ];
        Self::new(format!("hold:{order}"), TransactionKind::Hold, at, account, Some(order), &postings)
    }

    /// What is held for `order` becomes revenue and tax.
    pub fn capture(account: AccountId, order: OrderId, price: Price, at: Timestamp) -> Self {
        let postings = [
            (LedgerAccount::PointsHeld(account), -price.total),
            (LedgerAccount::Sales, price.net),
            (LedgerAccount::TaxReceived, price.tax),
        ];
        Self::new(settle_key(order), TransactionKind::Capture, at, account, Some(order), &postings)
    }

    /// What is held for `order` goes back.
    pub fn release(account: AccountId, order: OrderId, price: Price, at: Timestamp) -> Self {
        let postings = [
            (LedgerAccount::PointsHeld(account), -price.total),
            (LedgerAccount::PointsAvailable(account), price.total),
        ];
        Self::new(settle_key(order), TransactionKind::Release, at, account, Some(order), &postings)
    }

    /// Whether the lines sum to exactly zero.
    pub fn is_balanced(&self) -> bool {
        self.postings.iter().try_fold(0_i64, |sum, posting| sum.checked_add(posting.amount.0)) == Some(0)
    }

    fn new(
        key: String,
        kind: TransactionKind,
        at: Timestamp,
        account: AccountId,
        order: Option<OrderId>,
        postings: &[(LedgerAccount, Yen)],
    ) -> Self {
        let postings = postings.iter().map(|&(account, amount)| Posting { account, amount }).collect();
        Self { key, kind, at, account, order, reference: None, postings }
    }

    fn with_reference(mut self, reference: &str) -> Self {
        self.reference = Some(reference.to_owned());
        self
    }
}

/// A hold is captured or released, once: both share this key.
fn settle_key(order: OrderId) -> String {
    format!("settle:{order}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Uuid;

    #[test]
    fn every_kind_balances() {
        let (account, order) = (AccountId(Uuid::nil()), OrderId(Uuid::nil()));
        let at = Timestamp::from_unix_seconds(0);
        let price = Price::with_tax(Yen(9_805), 10).unwrap();
        let capture = Transaction::capture(account, order, price, at);
        let release = Transaction::release(account, order, price, at);
        for transaction in [
            Transaction::top_up(account, Yen(50_000), "furikomi 1", at),
            Transaction::hold(account, order, price, at),
            capture.clone(),
            release.clone(),
        ] {
            assert!(transaction.is_balanced(), "{transaction:?}");
        }
        assert_eq!(capture.key, release.key, "a hold ends once");
        let mut broken = capture;
        broken.postings.pop();
        assert!(!broken.is_balanced());
    }
}
