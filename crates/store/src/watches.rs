//! What the daily looks at certificates in use have found. Only the job that looks writes here, under its lease.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use warifu_domain::{
    IssuanceId, OrderId,
    watch::{Fault, Severity, Watch},
};

use crate::{Changeset, Db, DbError, Expect, Row, params, statements};

/// Keeps what is known of an issuance since its last look.
pub fn save(cs: &mut Changeset, issuance: IssuanceId, watch: &Watch) {
    let fault =
        |fault: &Fault| json!([fault.code, fault.severity.as_str(), Json::from_iter(pairs(fault)), fault.source]);
    let found = Json::from_iter(watch.found.iter().map(fault)).to_string();
    let told = Json::from_iter(watch.told.iter().map(String::as_str)).to_string();
    cs.add(&SAVE, params![issuance, watch.looked_at, found, told], Expect::Exactly(1));
}

/// What is known of one issuance; `None` before its first look.
pub async fn load(db: &Db, issuance: IssuanceId) -> Result<Option<Watch>, DbError> {
    db.read_one(&SELECT, params![issuance]).await?.map(|mut row| read(&mut row)).transpose()
}

/// What is known of an order's issuances, those that were ever looked at.
pub async fn of_order(db: &Db, order: OrderId) -> Result<Vec<(IssuanceId, Watch)>, DbError> {
    let pair = |mut row: Row| Ok((row.take()?, read(&mut row)?));
    db.read(&OF_ORDER, params![order]).await?.into_iter().map(pair).collect()
}

/// A fault as it is stored: code, severity, parameters, source.
type Kept = (String, String, Vec<(String, String)>, String);

fn pairs(fault: &Fault) -> impl Iterator<Item = Json> {
    fault.params.iter().map(|(name, value)| json!([name, value]))
}

fn read(row: &mut Row) -> Result<Watch, DbError> {
    Ok(Watch {
        looked_at: row.take()?,
        found: row.take_as("list of faults", |text: String| {
            let kept: Vec<Kept> = serde_json::from_str(&text).ok()?;
            kept.into_iter()
                .map(|(code, severity, params, source)| {
                    Some(Fault { code, severity: read_severity(&severity)?, params, source })
                })
                .collect()
        })?,
        told: row.take_as("list of codes", |text: String| serde_json::from_str::<BTreeSet<String>>(&text).ok())?,
    })
}

fn read_severity(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Notice].into_iter().find(|severity| severity.as_str() == word)
}

statements! {
    SAVE = "INSERT INTO watches (issuance, looked_at, found, told) VALUES ($1, $2, $3, $4)
        ON CONFLICT (issuance) DO UPDATE SET looked_at = excluded.looked_at, found = excluded.found,
            told = excluded.told";
    SELECT = "SELECT looked_at, found, told FROM watches WHERE issuance = $1";
    OF_ORDER = "SELECT w.issuance, w.looked_at, w.found, w.told FROM issuances i JOIN watches w ON w.issuance = i.id
        WHERE i.order_id = $1 ORDER BY i.sequence";
}
