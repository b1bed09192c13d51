//! Numbered migrations, one file an engine: `migrations/sqlite/0001_x.sql` and its twin
//! `migrations/postgres/0001_x.sql`. Rules for writing one: `migrations/README.md`.

use warifu_domain::Sha256;

use crate::{Db, DbError, Engine, params, statements};

/// What [`run`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Numbers of the migrations applied now, ascending.
    pub applied: Vec<u32>,
    /// The schema's number now.
    pub schema: u32,
}

/// Why the schema is not the program's.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database was migrated by a newer program: run that one.
    #[error("the database has schema {found}, this program knows {known}: run a newer warifu")]
    Newer {
        /// The database's schema.
        found: u32,
        /// The newest schema of this program.
        known: u32,
    },
    /// An applied migration has another text than the program's.
    #[error("migration {number} was applied with another text")]
    Changed {
        /// Number of the migration.
        number: u32,
    },
    /// A migration has not been applied yet: run `warifu admin migrate`.
    #[error("migration {missing} has not been applied")]
    Behind {
        /// Number of the first that is missing.
        missing: u32,
    },
    /// The database refused.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Brings the schema up to the program's, each migration in a transaction of its own. Safe to run from several
/// processes at once: the first statement of each transaction claims the number.
pub async fn run(db: &Db) -> Result<Migrated, MigrateError> {
    db.script(TABLE.text(db.engine()).to_owned()).await?;
    let mut applied = Vec::new();
    let mut missing = missing(db).await?;
    while let Some(migration) = missing.first() {
        match db.script(migration.script(db.engine())).await {
            Ok(()) => {
                tracing::info!(name = migration.name, "migrated");
                applied.push(migration.number);
                missing = &missing[1..];
            }
            Err(error) => {
                // Another process may have been faster: then the number is taken and the work is done.
                let still = self::missing(db).await?;
                if still.len() == missing.len() {
                    return Err(error.into());
                }
                missing = still;
            }
        }
    }
    Ok(Migrated { applied, schema: newest() })
}

/// The migrations that [`run`] would apply. Errs when the database is newer than the program or was changed.
async fn missing(db: &Db) -> Result<&'static [Migration], MigrateError> {
    let mut found = 0;
    for mut row in db.read(&APPLIED, params![]).await? {
        let (number, sha256): (u32, String) = (row.take()?, row.take()?);
        match MIGRATIONS.get(found) {
            None => return Err(MigrateError::Newer { found: number, known: newest() }),
            Some(migration) if migration.number != number || migration.sha256() != sha256 => {
                return Err(MigrateError::Changed { number });
            }
            Some(_) => found += 1,
        }
    }
    Ok(MIGRATIONS.get(found..).unwrap_or_default())
}

/// Checks that the schema is exactly the program's, without changing it.
pub async fn check(db: &Db) -> Result<(), MigrateError> {
    match missing(db).await?.first() {
        Some(migration) => Err(MigrateError::Behind { missing: migration.number }),
        None => Ok(()),
    }
}

/// The newest schema that this program knows.
pub fn newest() -> u32 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

struct Migration {
    number: u32,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal,)+) => {
        static MIGRATIONS: &[Migration] = &[$(Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+];
    };
}

migrations! {
    1 "0001_people",
    2 "0002_orders",
    3 "0003_ledger",
    4 "0004_work",
    5 "0005_ca",
    6 "0006_reports",
    7 "0007_watches",
}

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    /// The hash of SQLite's text stands for both twins, so that a copied database fits either engine.
    fn sha256(&self) -> String {
        Sha256::of(self.sqlite.as_bytes()).to_string()
    }

    fn script(&self, engine: Engine) -> String {
        let (number, name, sha256) = (self.number, self.name, self.sha256());
        format!(
            "INSERT INTO migrations (number, name, sha256) VALUES ({number}, '{name}', '{sha256}');\n{}",
            self.text(engine)
        )
    }
}

statements! {
    TABLE = "CREATE TABLE IF NOT EXISTS migrations (
        number {{bigint}} PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL) {{strict}}";
    APPLIED = "SELECT number, sha256 FROM migrations ORDER BY number";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The twins differ in the words for types and tables only, so that nobody changes one and forgets the other.
    #[test]
    fn twins_say_the_same() {
        for migration in MIGRATIONS {
            let expected =
                migration.sqlite.replace("INTEGER", "BIGINT").replace("BLOB", "BYTEA").replace(") STRICT;", ");");
            assert_eq!(migration.postgres, expected, "{}", migration.name);
        }
    }

    #[test]
    fn numbers_have_no_gap() {
        for (expected, migration) in (1..).zip(MIGRATIONS) {
            assert_eq!(migration.number, expected);
            assert!(migration.name.starts_with(&format!("{expected:04}_")), "{}", migration.name);
        }
    }
}
