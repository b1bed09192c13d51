//! `warifu admin verify`: the invariants I1 to I10, on any database.

use serde_json::{Value, json};
use warifu_store::{migrate, verify};

use crate::{
    cmd::{admin::Place, print_json},
    stop::{Doing, Outcome, Stop},
};

/// The invariants that are checked, by their names.
const CHECKED: [&str; 10] = ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10"];

pub(super) async fn run(place: &Place) -> Result<Outcome, Stop> {
    let db = place.open().await?;
    migrate::check(&db).await.doing("database")?;
    let violations = verify::run(&db).await.doing("database")?;
    let row = |violation: &verify::Violation| -> Value {
        json!({ "invariant": violation.invariant, "what": violation.what, "subject": violation.subject })
    };
    let rows: Vec<Value> = violations.iter().map(row).collect();
    print_json(&json!({ "violations": rows, "checked": CHECKED }))?;
    Ok(if violations.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
