//! The record: numbered without gaps per order, and per member for what the shop's people do outside any order, and
//! chained by hash. Rows are only ever added.

use warifu_domain::{IssuanceId, MemberId, OrderId, Sha256, Timestamp, audit::Entry, id::Uuid, order::Order};

use crate::{Changeset, Db, DbError, Expect, Row, page, params, statements};

/// One entry as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number within the record of its order or member, from 1.
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
    /// Its order or member.
    pub subject: Uuid,
    /// Its number.
    pub seq: u64,
}

/// Label of the conflict when the member did something else meanwhile: look for the end of the record again.
pub const ACT: &str = "audit_act";

/// Where the record of a member's acts stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Number of the last entry; 0 before the first.
    pub seq: u64,
    /// Its hash.
    pub hash: Sha256,
}

/// Appends `entries` to the record of an order that stood at `before` (`None` when it is new).
pub fn append(cs: &mut Changeset, order: OrderId, before: Option<&Order>, entries: &[Entry]) {
    let (mut seq, mut head) = before.map_or((0, Sha256([0; 32])), |before| (before.version, before.audit_head));
    for entry in entries {
        seq += 1;
        head = entry.link(order.0, seq, head);
        insert(cs, order.0, seq, entry, head);
    }
}

/// Appends what one of the shop's people did outside any order. Conflict [`ACT`] when `end` is not the end any more.
pub fn append_act(cs: &mut Changeset, member: MemberId, end: End, entry: &Entry) {
    let seq = end.seq + 1;
    insert(cs, member.0, seq, entry, entry.link(member.0, seq, end.hash));
    cs.label(ACT);
}

/// Where the record of a member's acts ends.
pub async fn end(db: &Db, member: MemberId) -> Result<End, DbError> {
    match db.read_one(&END, params![member]).await? {
        Some(mut row) => Ok(End { seq: row.take()?, hash: row.take()? }),
        None => Ok(End { seq: 0, hash: Sha256([0; 32]) }),
    }
}

fn insert(cs: &mut Changeset, subject: Uuid, seq: u64, entry: &Entry, hash: Sha256) {
    let pairs = entry.params.iter().map(|(name, value)| serde_json::Value::from(vec![*name, value.as_str()]));
    let values = params![
        subject,
        seq,
        entry.at,
        entry.actor.kind(),
        entry.actor.member(),
        entry.code,
        serde_json::Value::from_iter(pairs).to_string(),
        entry.issuance,
        hash,
    ];
    cs.add(&INSERT, values, Expect::Exactly(1));
}

/// The record of an order from its beginning, at most `limit` entries behind number `after`.
pub async fn of_order(db: &Db, order: OrderId, after: u64, limit: u32) -> Result<Vec<AuditRow>, DbError> {
    db.read(&OF_ORDER, params![order, after, page(limit)]).await?.into_iter().map(read).collect()
}

/// Entries of all orders and members, newest first, from behind `after`, each with its place in the list and its order.
pub async fn list(
    db: &Db,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<(Cursor, Option<OrderId>, AuditRow)>, DbError> {
    let Cursor { at, subject, seq } =
        after.unwrap_or(Cursor { at: Timestamp::from_unix_micros(i64::MAX), subject: Uuid::max(), seq: 0 });
    let rows = db.read(&LIST, params![at, subject, seq, page(limit)]).await?;
    let read = |mut row: Row| {
        let (subject, is_order): (Uuid, bool) = (row.take()?, row.take()?);
        let entry = read(row)?;
        let place = Cursor { at: entry.at, subject, seq: entry.seq };
        Ok((place, is_order.then_some(OrderId(subject)), entry))
    };
    rows.into_iter().map(read).collect()
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
    END = "SELECT sequence, hash FROM audit WHERE subject = $1 ORDER BY sequence DESC LIMIT 1";
    LIST = "SELECT subject,
        CAST(CASE WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = audit.subject) THEN 1 ELSE 0 END AS {{bigint}}),
        sequence, at, actor_kind, actor, code, params, issuance FROM audit
        WHERE (at, subject, sequence) < ($1, $2, $3) ORDER BY at DESC, subject DESC, sequence DESC LIMIT $4";
}
