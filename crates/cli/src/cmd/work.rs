//! `warifu work`: jobs only. Several of these and several `serve` share one PostgreSQL.

use std::path::PathBuf;

use crate::{
    cmd::{serve::shop, variables},
    config::Config,
    log,
    serving::{self, Duty},
    stop::{Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Settings (TOML).
    #[arg(long, value_name = "FILE", env = "WARIFU_CONFIG")]
    config: PathBuf,
}

pub(crate) async fn run(args: Args) -> Result<Outcome, Stop> {
    let config = Config::load(&args.config, variables())?;
    log::start(&config.log);
    let app = shop(&config).await?;
    let jobs = config.worker.concurrency.max(1);
    tracing::info!(jobs, "working");
    serving::run(app, Duty { web: None, jobs }).await?;
    Ok(Outcome::Fine)
}
