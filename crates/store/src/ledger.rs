//! Transactions and postings: only ever added. A customer's balances are kept beside them and never fall below zero.

use warifu_domain::{
    AccountId, Timestamp, Yen,
    ledger::{LedgerAccount, Posting, Transaction, TransactionKind},
};

use crate::{Changeset, Db, DbError, Expect, Row, page, params, statements};

/// Label of the conflict when the transaction has happened already.
pub const KEY: &str = "ledger_key";
/// Label of the conflict when a balance would fall below zero: the points do not suffice.
pub const FLOOR: &str = "points_floor";
/// Label of the conflict when a transaction does not balance: a bug, which trying again does not mend.
pub const UNBALANCED: &str = "ledger_unbalanced";

/// Where a page of transactions goes on: behind this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the last transaction of the page happened.
    pub at: Timestamp,
    /// Its key.
    pub key: String,
}

/// A customer's points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// To spend.
    pub available: Yen,
    /// Set aside for orders on their way.
    pub held: Yen,
}

/// Posts a transaction and moves the balances. Conflict [`KEY`] when it is there already, [`FLOOR`] when the points do
/// not suffice, [`UNBALANCED`] when its lines do not sum to zero.
pub fn post(cs: &mut Changeset, transaction: &Transaction) {
    // No row count is right for a transaction that does not balance, so it takes its whole changeset down.
    let (expect, label) = match transaction.is_balanced() {
        true => (Expect::Exactly(1), KEY),
        false => (Expect::Exactly(0), UNBALANCED),
    };
    let Transaction { key, kind, at, account, order, reference, postings } = transaction;
    let values = params![key, kind.as_str(), *at, *account, *order, reference.as_ref()];
    cs.add(&INSERT, values, expect).label(label);
    for (line, posting) in (1_u32..).zip(postings) {
        let (name, owner, amount) = (posting.account.as_str(), posting.account.owner(), posting.amount);
        cs.add(&INSERT_POSTING, params![key, line, name, owner, amount], Expect::Exactly(1));
        if let Some(owner) = owner {
            let sql = if amount < Yen(0) { &SPEND } else { &RECEIVE };
            cs.add(sql, params![owner, name, amount], Expect::Exactly(1)).label(FLOOR);
        }
    }
}

/// A customer's points now.
pub async fn balance(db: &Db, account: AccountId) -> Result<Balance, DbError> {
    let mut balance = Balance::default();
    for mut row in db.read(&BALANCES, params![account]).await? {
        let (kind, amount): (String, Yen) = (row.take()?, row.take()?);
        if kind == LedgerAccount::PointsAvailable(account).as_str() {
            balance.available = amount;
        } else {
            balance.held = amount;
        }
    }
    Ok(balance)
}

/// Up to `limit` transactions of an account, newest first, from behind `after`.
pub async fn list(
    db: &Db,
    account: AccountId,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Vec<Transaction>, DbError> {
    let (at, key) = after.map_or((i64::MAX, ""), |cursor| (cursor.at.unix_micros(), cursor.key.as_str()));
    collect(db.read(&LIST, params![account, at, key, page(limit)]).await?)
}

/// The transaction with this key.
pub async fn by_key(db: &Db, key: &str) -> Result<Option<Transaction>, DbError> {
    Ok(collect(db.read(&BY_KEY, params![key]).await?)?.pop())
}

/// Groups rows of transaction × posting, which come in order.
fn collect(rows: Vec<Row>) -> Result<Vec<Transaction>, DbError> {
    let mut transactions: Vec<Transaction> = Vec::new();
    for mut row in rows {
        let transaction = Transaction {
            key: row.take()?,
            kind: row.take_as("kind of transaction", read_kind)?,
            at: row.take()?,
            account: row.take()?,
            order: row.take_option()?,
            reference: row.take_option()?,
            postings: vec![],
        };
        if transactions.last().is_none_or(|last| last.key != transaction.key) {
            transactions.push(transaction);
        }
        let posting = read_posting(&mut row)?;
        if let Some(last) = transactions.last_mut() {
            last.postings.push(posting);
        }
    }
    Ok(transactions)
}

fn read_posting(row: &mut Row) -> Result<Posting, DbError> {
    let (name, owner): (String, Option<AccountId>) = (row.take()?, row.take_option()?);
    let candidates = [
        owner.map(LedgerAccount::PointsAvailable),
        owner.map(LedgerAccount::PointsHeld),
        Some(LedgerAccount::BankReceived),
        Some(LedgerAccount::Sales),
        Some(LedgerAccount::TaxReceived),
    ];
    let account = candidates.into_iter().flatten().find(|account| account.as_str() == name);
    Ok(Posting { account: account.ok_or_else(|| row.wrong("ledger account"))?, amount: row.take()? })
}

fn read_kind(name: String) -> Option<TransactionKind> {
    use TransactionKind::{Capture, Hold, Release, TopUp};
    [TopUp, Hold, Capture, Release].into_iter().find(|kind| kind.as_str() == name)
}

statements! {
    INSERT = "INSERT INTO transactions (key, kind, at, account, order_id, reference) VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT_POSTING =
        "INSERT INTO postings (transaction_key, line, kind, owner, amount_yen) VALUES ($1, $2, $3, $4, $5)";
    RECEIVE = "INSERT INTO balances (owner, kind, balance_yen) VALUES ($1, $2, $3)
        ON CONFLICT (owner, kind) DO UPDATE SET balance_yen = balances.balance_yen + excluded.balance_yen";
    SPEND = "UPDATE balances SET balance_yen = balance_yen + $3
        WHERE owner = $1 AND kind = $2 AND balance_yen + $3 >= 0";
    BALANCES = "SELECT kind, balance_yen FROM balances WHERE owner = $1";
    LIST = "SELECT t.key, t.kind, t.at, t.account, t.order_id, t.reference, p.kind, p.owner, p.amount_yen
        FROM (SELECT key, kind, at, account, order_id, reference FROM transactions
            WHERE account = $1 AND (at, key) < ($2, $3) ORDER BY at DESC, key DESC LIMIT $4) t
        JOIN postings p ON p.transaction_key = t.key ORDER BY t.at DESC, t.key DESC, p.line";
    BY_KEY = "SELECT t.key, t.kind, t.at, t.account, t.order_id, t.reference, p.kind, p.owner, p.amount_yen
        FROM transactions t JOIN postings p ON p.transaction_key = t.key WHERE t.key = $1 ORDER BY p.line";
}
