//! `warifu serve`: pages, API and jobs in one process.

use std::{path::PathBuf, sync::Arc};

use tokio::net::TcpListener;
use warifu_app::SystemClock;
use warifu_web::Web;

use crate::{
    cmd::variables,
    config::Config,
    log,
    parts::{self, World, database},
    serving::{self, Duty},
    stop::{Doing, Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Settings (TOML).
    #[arg(long, value_name = "FILE", env = "WARIFU_CONFIG")]
    pub(crate) config: PathBuf,
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    let config = Config::load(&args.config, variables())?;
    log::start(&config.log);
    let listen = config.server.listen;
    let listener = TcpListener::bind(listen).await.doing(format_args!("cannot listen on {listen}"))?;
    let jobs = if config.worker.enabled { config.worker.concurrency.max(1) } else { 0 };
    let app = shop(&config).await?;
    let router = warifu_web::router(Web::new(app.clone()), axum::Router::new());
    tracing::info!(%listen, jobs, "serving");
    serving::run(app, Duty { web: Some((listener, router)), jobs }).await?;
    Ok(Outcome::Fine)
}

/// The shop over the real world.
pub(crate) async fn shop(config: &Config) -> Result<warifu_app::App, Stop> {
    let db = database::open_migrated(&config.database).await?;
    parts::assemble(config, db, World::outside(config, Arc::new(SystemClock))?).await
}
