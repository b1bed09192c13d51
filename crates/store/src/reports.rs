//! What the doctor saw for members: kept for a time, shown only to the account that asked.

use warifu_domain::{AccountId, IssuanceId, OrderId, ReportId, Timestamp};

use crate::{Changeset, CommitError, Db, DbError, Expect, Row, Value, page, params, statements};

/// A kept report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Who asked.
    pub account: AccountId,
    /// Host and port.
    pub site: String,
    /// When the site was looked at.
    pub made_at: Timestamp,
    /// What was seen, as the doctor writes it.
    pub evidence: String,
    /// The certificate that it was compared with.
    pub issuance: Option<(OrderId, IssuanceId)>,
}

/// A kept report in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ReportId,
    /// Host and port.
    pub site: String,
    /// When the site was looked at.
    pub made_at: Timestamp,
    /// The order that it was compared with.
    pub order: Option<OrderId>,
}

/// Keeps a report; of its account's older ones only the newest `others_max` stay.
pub fn add(cs: &mut Changeset, report: &Report, others_max: u32) {
    let (order, issuance) = report.issuance.unzip();
    cs.add(&TRIM, params![report.account, others_max], Expect::Any);
    let evidence = report.evidence.as_str();
    let values = params![report.id, report.account, report.site.as_str(), report.made_at, evidence, order, issuance];
    cs.add(&INSERT, values, Expect::Exactly(1));
}

/// The report, if it is this account's.
pub async fn load(db: &Db, id: ReportId, account: AccountId) -> Result<Option<Report>, DbError> {
    let Some(mut row) = db.read_one(&SELECT, params![id, account]).await? else { return Ok(None) };
    let (site, made_at, evidence) = (row.take()?, row.take()?, row.take()?);
    let issuance = row.take_option::<OrderId>()?.zip(row.take_option::<IssuanceId>()?);
    Ok(Some(Report { id, account, site, made_at, evidence, issuance }))
}

/// Up to `limit` reports of an account, newest first, older than `before`.
pub async fn list(db: &Db, account: AccountId, before: Option<ReportId>, limit: u32) -> Result<Vec<Listed>, DbError> {
    let before = before.map_or(Value::Blob(vec![0xff; 17]), Value::from);
    db.read(&LIST, params![account, before, page(limit)]).await?.into_iter().map(listed).collect()
}

fn listed(mut row: Row) -> Result<Listed, DbError> {
    Ok(Listed { id: row.take()?, site: row.take()?, made_at: row.take()?, order: row.take_option()? })
}

/// Removes up to `limit` reports made before `before`.
pub async fn forget(db: &Db, before: Timestamp, limit: u32) -> Result<u64, CommitError> {
    let mut cs = Changeset::new();
    cs.add(&FORGET, params![before, limit], Expect::Any);
    Ok(db.commit(cs).await?.counts.iter().sum())
}

statements! {
    INSERT = "INSERT INTO reports (id, account, site, made_at, evidence, order_id, issuance)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    TRIM = "DELETE FROM reports WHERE account = $1 AND id <=
        (SELECT id FROM reports WHERE account = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
    SELECT = "SELECT site, made_at, evidence, order_id, issuance FROM reports WHERE id = $1 AND account = $2";
    LIST = "SELECT id, site, made_at, order_id FROM reports WHERE account = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
    FORGET = "DELETE FROM reports WHERE id IN
        (SELECT id FROM reports WHERE made_at < $1 ORDER BY made_at LIMIT $2)";
}
