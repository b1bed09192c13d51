//! Opening the database and bringing it up to date.

use warifu_store::{Db, DbConfig, migrate};

use crate::{
    config::{ConfigError, Database},
    stop::{Doing, Stop},
};

/// Opens the database that the settings name.
pub(crate) async fn open(section: &Database) -> Result<Db, Stop> {
    let config = match (&section.path, &section.url) {
        (Some(path), None) => DbConfig::Sqlite { path: path.clone() },
        (None, Some(url)) => DbConfig::Postgres { url: url.clone(), pool_max: section.pool_max.max(1) },
        (Some(_), Some(_)) => {
            return Err(ConfigError::key("database.path", "set either `path` or `url`, not both").into());
        }
        (None, None) => return Err(ConfigError::missing("database.path").into()),
    };
    Db::open(&config).await.doing("database")
}

/// Opens it and runs the migrations that it lacks.
pub(crate) async fn open_migrated(section: &Database) -> Result<Db, Stop> {
    let db = open(section).await?;
    migrate::run(&db).await.doing("database")?;
    Ok(db)
}
