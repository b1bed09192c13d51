//! `warifu csr`: looking at requests, and making one whose key stays on this machine.

mod check;
mod equivalents;
mod new;

use clap::Subcommand;

use crate::stop::{Outcome, Stop};

/// Check requests (CSRs), or make one.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(check::Args),
    New(Box<new::Args>),
}

pub(crate) fn run(args: Args) -> Result<Outcome, Stop> {
    match args.what {
        What::Check(args) => check::run(args),
        What::New(args) => new::run(*args),
    }
}
