//! `warifu admin`: the operator's own work on the database, without a running shop.

mod catalogue;
mod migrate;
mod people;
mod verify;

use std::path::PathBuf;

use clap::Subcommand;
use warifu_store::Db;

use crate::{
    cmd::{Format, variables},
    config::{Config, Database},
    demo,
    parts::database,
    stop::{Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    place: Place,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum What {
    /// Check products, limits and rule sets.
    #[command(subcommand)]
    Catalogue(catalogue::What),
    /// Customers' people.
    #[command(subcommand)]
    Member(people::What),
    /// Bring the database's tables up to date.
    Migrate,
    /// The shop's own people.
    #[command(subcommand)]
    Staff(people::What),
    /// API tokens.
    #[command(subcommand)]
    Token(people::Token),
    /// Check the invariants of the whole database.
    Verify,
}

// Which database.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// Settings (TOML).
    #[arg(long, value_name = "FILE", env = "WARIFU_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Folder of a demonstration.
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    /// SQLite file.
    #[arg(long, value_name = "FILE", global = true)]
    database_path: Option<PathBuf>,
    /// PostgreSQL database.
    #[arg(long, value_name = "URL", global = true)]
    database_url: Option<String>,
}

impl Place {
    /// The settings, or none when the place is named directly.
    fn config(&self) -> Result<Config, Stop> {
        self.config.as_deref().map_or_else(|| Ok(Config::default()), |file| Ok(Config::load(file, variables())?))
    }

    /// The database named most directly.
    fn database(&self) -> Result<Database, Stop> {
        let only = |path: Option<PathBuf>, url: Option<String>| Database { path, url, ..Database::default() };
        match (&self.database_url, &self.database_path, &self.data) {
            (Some(url), _, _) => Ok(only(None, Some(url.clone()))),
            (None, Some(path), _) => Ok(only(Some(path.clone()), None)),
            (None, None, Some(folder)) => Ok(only(Some(demo::database_file(folder)), None)),
            (None, None, None) if self.config.is_some() => Ok(self.config()?.database),
            (None, None, None) => {
                let stop = Stop::new("which database? None was named");
                Err(stop.hint("add `--config FILE`, `--data DIR`, `--database-path FILE` or `--database-url URL`"))
            }
        }
    }

    /// Opens what is there. A file that is not there is a slip of the pen, not a new shop.
    async fn open(&self) -> Result<Db, Stop> {
        let section = self.database()?;
        if let Some(path) = section.path.as_ref().filter(|path| !path.exists()) {
            return Err(Stop::new(format_args!("{}: no such file", path.display())));
        }
        database::open(&section).await
    }
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    match args.what {
        What::Catalogue(what) => catalogue::run(&what, &args.place, args.format),
        What::Member(what) => people::add(what, people::Side::Customer, &args.place, args.format).await,
        What::Migrate => migrate::run(&args.place, args.format).await,
        What::Staff(what) => people::add(what, people::Side::Staff, &args.place, args.format).await,
        What::Token(what) => people::token(what, &args.place, args.format).await,
        What::Verify => verify::run(&args.place).await,
    }
}
