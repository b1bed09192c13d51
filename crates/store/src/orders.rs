//! Orders with their issuances and validations: loaded as one, guarded by one version, saved by what has changed.

mod rows;

use warifu_domain::{
    AccountId, DnsName, IssuanceId, OrderId, Sha256, Timestamp,
    dcv::{Method, Validation},
    issuance::{Issuance, RevocationReason},
    order::{NextAction, Order},
};

use crate::{Changeset, Db, DbError, Expect, Row, Value, db::Query, page, params, statements};

/// Label of the conflict when another account was asked to place the same value.
pub const PROOF_TAKEN: &str = "proof_taken";

/// Label of the conflict when somebody else changed the order meanwhile: load and decide again.
pub const VERSION: &str = "order_version";

/// Evidence of control of a name, from an earlier issuance of the same account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The order's product: evidence counts at the CA that holds it.
    pub product: String,
    /// The name proven.
    pub name: DnsName,
    /// How.
    pub method: Method,
    /// When the evidence was obtained.
    pub at: Timestamp,
}

/// Which orders a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter<'a> {
    /// Of this account only.
    pub account: Option<AccountId>,
    /// In this state only, by [`warifu_domain::order::OrderState::as_str`].
    pub state: Option<&'a str>,
    /// Older than this one: the last of the page before.
    pub before: Option<OrderId>,
}

/// Saves `after`, which was decided on `before` (`None` when it is new). Conflict [`VERSION`] when the stored order is
/// not `before` any more. What was applied for is frozen: only state, issuances and validations are written again.
pub fn save(cs: &mut Changeset, before: Option<&Order>, after: &Order) {
    match before {
        None => cs.add(&INSERT, rows::order(after), Expect::Exactly(1)),
        Some(before) => cs.add(&UPDATE, rows::order_changes(before, after), Expect::Exactly(1)),
    };
    cs.label(VERSION);
    // An open issuance ends before the next is written: the database allows one at a time.
    for issuance in &after.issuances {
        save_issuance(cs, after.id, before.and_then(|before| before.issuance(issuance.id)), issuance);
    }
}

fn save_issuance(cs: &mut Changeset, order: OrderId, before: Option<&Issuance>, after: &Issuance) {
    if before == Some(after) {
        return;
    }
    match before {
        None => cs.add(&INSERT_ISSUANCE, rows::issuance(order, after), Expect::Exactly(1)),
        Some(_) => cs.add(&UPDATE_ISSUANCE, rows::issuance_changes(after), Expect::Exactly(1)),
    };
    let old: &[Validation] = before.map_or(&[], |before| &before.validations);
    for gone in old.iter().filter(|old| after.validations.iter().all(|new| new.id != old.id)) {
        cs.add(&DELETE_VALIDATION, params![gone.id], Expect::Exactly(1));
    }
    for (position, validation) in (0_u32..).zip(&after.validations) {
        match old.iter().find(|old| old.id == validation.id) {
            Some(same) if same == validation => {}
            Some(_) => {
                cs.add(&UPDATE_VALIDATION, rows::validation_changes(validation), Expect::Exactly(1));
            }
            None => {
                let values = rows::validation(after.id, position, validation);
                cs.add(&INSERT_VALIDATION, values, Expect::Exactly(1));
            }
        }
    }
}

/// Notes that `account` was asked to place this value. Conflict [`PROOF_TAKEN`] when another account was asked before.
pub fn own_proof(cs: &mut Changeset, account: AccountId, value: Sha256) {
    cs.add(&OWN_PROOF, params![value, account], Expect::Exactly(1)).label(PROOF_TAKEN);
}

/// The order.
pub async fn load(db: &Db, id: OrderId) -> Result<Option<Order>, DbError> {
    Ok(load_all(db, vec![id]).await?.pop())
}

/// The order that an issuance belongs to.
pub async fn load_by_issuance(db: &Db, issuance: IssuanceId) -> Result<Option<Order>, DbError> {
    let ids = ids(db.read(&ORDER_OF_ISSUANCE, params![issuance]).await?)?;
    Ok(load_all(db, ids).await?.pop())
}

/// Up to `limit` orders that pass the filter, newest first.
pub async fn list(db: &Db, filter: Filter<'_>, limit: u32) -> Result<Vec<Order>, DbError> {
    // Behind every UUID, when there is no page before.
    let before = filter.before.map_or(Value::Blob(vec![0xff; 17]), Value::from);
    let (sql, values) = match (filter.account, filter.state) {
        (None, None) => (&LIST, params![before, page(limit)]),
        (None, Some(state)) => (&LIST_BY_STATE, params![before, page(limit), state]),
        (Some(account), None) => (&LIST_BY_ACCOUNT, params![before, page(limit), account]),
        (Some(account), Some(state)) => (&LIST_BY_BOTH, params![before, page(limit), account, state]),
    };
    let ids = ids(db.read(sql, values).await?)?;
    load_all(db, ids).await
}

/// Up to `limit` orders in which somebody has to act, oldest first, from behind `after`.
pub async fn queue(db: &Db, after: Option<OrderId>, limit: u32) -> Result<Vec<Order>, DbError> {
    let after = after.map_or(Value::Blob(vec![]), Value::from);
    let ids = ids(db.read(&QUEUE, params![after, page(limit)]).await?)?;
    load_all(db, ids).await
}

/// Up to `limit` orders of an account that wait for payment, oldest first.
pub async fn awaiting_payment(db: &Db, account: AccountId, limit: u32) -> Result<Vec<Order>, DbError> {
    let ids = ids(db.read(&AWAITING, params![account, page(limit)]).await?)?;
    load_all(db, ids).await
}

/// The newest order that renews this one.
pub async fn renewal_of(db: &Db, order: OrderId) -> Result<Option<OrderId>, DbError> {
    Ok(ids(db.read(&RENEWAL, params![order]).await?)?.pop())
}

/// What the shop remembers of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHistory {
    /// Whether the account that was asked for has it in an issuance that did not fail.
    pub is_used: bool,
    /// Whether a certificate for it was revoked because the key leaked, whoever's it was.
    pub is_compromised: bool,
}

/// What is remembered of this key. Use is looked for in the hundred newest issuances with it of all accounts, so that a
/// key that everybody has cannot make the look long.
pub async fn key_history(db: &Db, account: Option<AccountId>, spki: Sha256) -> Result<KeyHistory, DbError> {
    let compromised = u32::from(RevocationReason::KeyCompromise.code());
    let queries = vec![(&ACCOUNTS_BY_KEY, params![spki]), (&REVOKED_BY_KEY, params![spki, compromised])];
    let [users, revoked] = <[Vec<Row>; 2]>::try_from(db.snapshot(queries).await?).unwrap_or_default();
    let mut history = KeyHistory { is_used: false, is_compromised: !revoked.is_empty() };
    for mut row in users {
        history.is_used |= Some(row.take::<AccountId>()?) == account;
    }
    Ok(history)
}

/// Evidence of control of these names that the account gave since `since`, newest first, a few of each name.
pub async fn evidence(
    db: &Db,
    account: AccountId,
    names: &[DnsName],
    since: Timestamp,
) -> Result<Vec<Evidence>, DbError> {
    let queries = names.iter().map(|name| (&EVIDENCE, params![account, name.as_str(), since])).collect();
    let answers: Vec<Vec<Row>> = db.snapshot(queries).await?;
    answers.into_iter().flatten().map(rows::read_evidence).collect()
}

/// The aggregates with these ids, in this order, all of one moment; ids without an order are left out.
async fn load_all(db: &Db, ids: Vec<OrderId>) -> Result<Vec<Order>, DbError> {
    let queries: Vec<Query> = ids
        .iter()
        .flat_map(|&id| [(&SELECT, params![id]), (&SELECT_ISSUANCES, params![id]), (&SELECT_VALIDATIONS, params![id])])
        .collect();
    let mut answers = db.snapshot(queries).await?.into_iter();
    let mut orders = Vec::with_capacity(ids.len());
    while let (Some(order), Some(issuances), Some(validations)) = (answers.next(), answers.next(), answers.next()) {
        if let Some(order) = order.into_iter().next() {
            orders.push(rows::read_order(order, issuances, validations)?);
        }
    }
    Ok(orders)
}

fn ids(rows: Vec<Row>) -> Result<Vec<OrderId>, DbError> {
    rows.into_iter().map(|mut row| row.take()).collect()
}

/// Whether the order belongs into the staff's queue.
fn is_queued(order: &Order) -> bool {
    !matches!(order.next_action(), NextAction::Nothing | NextAction::ShopWatches)
}

statements! {
    OWN_PROOF = "INSERT INTO proofs (value, account) VALUES ($1, $2)
        ON CONFLICT (value) DO UPDATE SET account = excluded.account WHERE proofs.account = excluded.account";
    INSERT = "INSERT INTO orders (id, account, member, product, names, net_yen, tax_yen, total_yen, term_months,
            payment, subscriber_name, subscriber_email, subscriber_organization, contact, delivery_email, method,
            locale, renews, applied_at, due_at, version, audit_head, queued, state, paid_at, term_from, term_to, closed_at, refund_yen)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27, $28, $29)";
    UPDATE = "UPDATE orders SET version = $3, audit_head = $4, queued = $5, state = $6, paid_at = $7, term_from = $8,
            term_to = $9, closed_at = $10, refund_yen = $11
        WHERE id = $1 AND version = $2";
    INSERT_ISSUANCE = "INSERT INTO issuances (id, order_id, sequence, purpose, csr, spki_sha256, begun_at, attempt,
            upstream, state, state_at, served_at, reason, code, detail, chain, serial, not_before, not_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
    UPDATE_ISSUANCE = "UPDATE issuances SET attempt = $2, upstream = $3, state = $4, state_at = $5, served_at = $6,
            reason = $7, code = $8, detail = $9, chain = $10, serial = $11, not_before = $12, not_after = $13
        WHERE id = $1";
    INSERT_VALIDATION = "INSERT INTO validations (issuance, position, id, name, method, place, content, state, state_at,
            code)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE_VALIDATION = "UPDATE validations SET name = $2, method = $3, place = $4, content = $5, state = $6,
            state_at = $7, code = $8
        WHERE id = $1";
    DELETE_VALIDATION = "DELETE FROM validations WHERE id = $1";
    SELECT = "SELECT id, account, member, product, names, net_yen, tax_yen, total_yen, term_months, payment,
            subscriber_name, subscriber_email, subscriber_organization, contact, delivery_email, method, locale, renews,
            applied_at, due_at, version, audit_head, state, paid_at, term_from, term_to, closed_at, refund_yen
        FROM orders WHERE id = $1";
    SELECT_ISSUANCES = "SELECT id, sequence, purpose, csr, spki_sha256, begun_at, attempt, upstream, state, state_at,
            served_at, reason, code, detail, chain, serial, not_before, not_after
        FROM issuances WHERE order_id = $1 ORDER BY sequence";
    SELECT_VALIDATIONS = "SELECT v.issuance, v.id, v.name, v.method, v.place, v.content, v.state, v.state_at, v.code
        FROM issuances i JOIN validations v ON v.issuance = i.id
        WHERE i.order_id = $1 ORDER BY i.sequence, v.position";
    ORDER_OF_ISSUANCE = "SELECT order_id FROM issuances WHERE id = $1";
    LIST = "SELECT id FROM orders WHERE id < $1 ORDER BY id DESC LIMIT $2";
    LIST_BY_STATE = "SELECT id FROM orders WHERE id < $1 AND state = $3 ORDER BY id DESC LIMIT $2";
    LIST_BY_ACCOUNT = "SELECT id FROM orders WHERE id < $1 AND account = $3 ORDER BY id DESC LIMIT $2";
    LIST_BY_BOTH = "SELECT id FROM orders WHERE id < $1 AND account = $3 AND state = $4 ORDER BY id DESC LIMIT $2";
    QUEUE = "SELECT id FROM orders WHERE id > $1 AND queued = 1 ORDER BY id LIMIT $2";
    AWAITING = "SELECT id FROM orders WHERE account = $1 AND state = 'awaiting_payment' ORDER BY id LIMIT $2";
    RENEWAL = "SELECT id FROM orders WHERE renews = $1 ORDER BY id DESC LIMIT 1";
    ACCOUNTS_BY_KEY = "SELECT o.account FROM issuances i JOIN orders o ON o.id = i.order_id
        WHERE i.spki_sha256 = $1 AND i.state <> 'failed' ORDER BY i.id DESC LIMIT 100";
    REVOKED_BY_KEY = "SELECT id FROM issuances WHERE spki_sha256 = $1 AND state = 'revoked' AND reason = $2 LIMIT 1";
    EVIDENCE = "SELECT o.product, v.name, v.method, v.state_at FROM validations v
        JOIN issuances i ON i.id = v.issuance JOIN orders o ON o.id = i.order_id
        WHERE v.name = $2 AND v.state = 'valid' AND v.state_at >= $3 AND o.account = $1
        ORDER BY v.state_at DESC LIMIT 10";
}
