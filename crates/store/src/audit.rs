//! The record: numbered without gaps per order and chained by hash. Rows are only ever added.

use warifu_domain::{IssuanceId, MemberId, OrderId, Sha256, Timestamp, audit::Entry, id::Uuid, order::Order};

use crate::{Changeset, Db, DbError, Expect, Row, page, params, statements};

/// One entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number within the order, from 1.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// `customer`, `staff` or `system`.
    pub actor_kind: String,
    /// The member who acted.
    pub actor: Option<MemberId>,
    /// What, in snake case.
    pub code: String,
    /// Its parameters, by name.
    pub params: Vec<(String, String)>,
    /// The issuance it is about.
    pub issuance: Option<IssuanceId>,
}

/// Where the list of all entries goes on: behind this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the last entry of the page was made.
    pub at: Timestamp,
    /// Its order.
    pub order: OrderId,
    /// Its number.
    pub seq: u64,
}

/// Appends `entries` to the record of an order that stood at `before` (`None` when it is new).
pub fn append(cs: &mut Changeset, order: OrderId, before: Option<&Order>, entries: &[Entry]) {
    let (mut seq, mut head) = before.map_or((0, Sha256([0; 32])), |before| (before.version, before.audit_head));
    for entry in entries {
        seq += 1;
        head = entry.link(order, seq, head);
        let pairs = entry.params.iter().map(|(name, value)| serde_json::Value::from(vec![*name, value.as_str()]));
        let values = params![
            order,
            seq,
            entry.at,
            entry.actor.kind(),
            entry.actor.member(),
            entry.code,
            serde_json::Value::from_iter(pairs).to_string(),
            entry.issuance,
            head,
        ];
        cs.add(&INSERT, values, Expect::Exactly(1));
    }
}

/// The record of an order from its beginning, at most `limit` entries behind number `after`.
pub async fn of_order(db: &Db, order: OrderId, after: u64, limit: u32) -> Result<Vec<AuditRow>, DbError> {
    db.read(&OF_ORDER, params![order, after, page(limit)]).await?.into_iter().map(read).collect()
}

/// Entries of all orders, newest first, from behind `after`.
pub async fn list(db: &Db, after: Option<Cursor>, limit: u32) -> Result<Vec<(OrderId, AuditRow)>, DbError> {
    let Cursor { at, order, seq } =
        after.unwrap_or(Cursor { at: Timestamp::from_unix_micros(i64::MAX), order: OrderId(Uuid::max()), seq: 0 });
    let rows = db.read(&LIST, params![at, order, seq, page(limit)]).await?;
    rows.into_iter().map(|mut row| Ok((row.take()?, read(row)?))).collect()
}

fn read(mut row: Row) -> Result<AuditRow, DbError> {
    Ok(AuditRow {
        seq: row.take()?,
        at: row.take()?,
        actor_kind: row.take()?,
        actor: row.take_option()?,
        code: row.take()?,
        params: row.take_as("list of pairs", |text: String| serde_json::from_str(&text).ok())?,
        issuance: row.take_option()?,
    })
}

statements! {
    INSERT = "INSERT INTO audit (subject, sequence, at, actor_kind, actor, code, params, issuance, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_ORDER = "SELECT sequence, at, actor_kind, actor, code, params, issuance FROM audit
        WHERE subject = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
    LIST = "SELECT subject, sequence, at, actor_kind, actor, code, params, issuance FROM audit
        WHERE (at, subject, sequence) < ($1, $2, $3) ORDER BY at DESC, subject DESC, sequence DESC LIMIT $4";
}
