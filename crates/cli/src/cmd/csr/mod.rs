//! `warifu csr`: looking at requests, and making one whose key stays on this machine.

mod check;
mod equivalents;
mod new;

use clap::Subcommand;

use crate::stop::{Outcome, Stop};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum What {
    /// Say everything about CSRs: what they ask for, and what CAs will not take.
    Check(check::Args),
    /// Make a key and a CSR. The key stays on this machine; without names the command asks.
    New(Box<new::Args>),
}

pub(crate) fn run(args: Args) -> Result<Outcome, Stop> {
    match args.what {
        What::Check(args) => check::run(args),
        What::New(args) => new::run(*args),
    }
}
