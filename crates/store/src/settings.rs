//! Small facts about the installation: a name and a text.

use crate::{Changeset, Db, DbError, Expect, params, statements};

/// Sets `key`, whatever it was.
pub fn set(cs: &mut Changeset, key: &str, value: &str) {
    cs.add(&SET, params![key, value], Expect::Exactly(1));
}

/// Sets `key` unless it is set: of several who try, one wins.
pub fn set_first(cs: &mut Changeset, key: &str, value: &str) {
    cs.add(&SET_FIRST, params![key, value], Expect::Exactly(1)).label("setting_taken");
}

/// The value of `key`.
pub async fn get(db: &Db, key: &str) -> Result<Option<String>, DbError> {
    db.read_one(&GET, params![key]).await?.map(|mut row| row.take()).transpose()
}

statements! {
    SET = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    SET_FIRST = "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    GET = "SELECT value FROM settings WHERE key = $1";
}
