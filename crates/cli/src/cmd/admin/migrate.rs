//! `warifu admin migrate`.

use serde_json::json;
use warifu_store::migrate;

use crate::{
    cmd::{Format, admin::Place, print, print_json},
    parts::database,
    stop::{Doing, Outcome, Stop},
};

pub(super) async fn run(place: &Place, format: Format) -> Result<Outcome, Stop> {
    // A new SQLite file is made here: this is how a shop's database begins.
    let db = database::open(&place.database()?).await?;
    let migrated = migrate::run(&db).await.doing("database")?;
    match format {
        Format::Json => print_json(&json!({ "version": migrate::newest(), "applied": migrated.applied }))?,
        Format::Text => print(&format!("version {}, {} applied", migrate::newest(), migrated.applied.len()))?,
    }
    Ok(Outcome::Fine)
}
