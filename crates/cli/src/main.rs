//! The `warifu` command: reads what was asked, builds the parts and hands them over.
//!
//! Absent here: decisions, SQL, HTML and sentences for customers. `cmd/` has one file per command, `config/` one per
//! section of the settings, `parts/` one per part that is made from them. The sandbox and the mailbox are the world
//! around a demonstration; a real shop never meets them.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at once"))]

mod client;
mod cmd;
mod config;
mod demo;
mod files;
mod keys;
mod language;
mod log;
mod mailbox;
mod parts;
mod sandbox;
mod serving;
mod stop;

use std::{
    io::{self, Write},
    process::ExitCode,
    time::Instant,
};

use clap::{Parser, Subcommand};

use crate::stop::{Doing, Outcome, Stop, UNUSABLE};

/// The SSL/TLS certificate shop you run yourself.
#[derive(Debug, Parser)]
#[command(name = "warifu", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Admin(cmd::admin::Args),
    Bundle(cmd::bundle::Args),
    Cert(Box<cmd::cert::Args>),
    Csr(cmd::csr::Args),
    Demo(cmd::demo::Args),
    Doctor(Box<cmd::doctor::Args>),
    Explain(cmd::explain::Args),
    Match(cmd::match_files::Args),
    Order(cmd::order::Args),
    Points(cmd::points::Args),
    Serve(cmd::serve::Args),
    Work(cmd::work::Args),
}

fn main() -> ExitCode {
    let begun = Instant::now();
    match run(Cli::parse().command, begun) {
        Ok(outcome) => outcome.into(),
        Err(stop) => {
            // Nothing is left to do when even standard error is gone.
            let _ = writeln!(io::stderr(), "{stop}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run(command: Command, begun: Instant) -> Result<Outcome, Stop> {
    match command {
        Command::Admin(args) => with_runtime(cmd::admin::run(args)),
        Command::Bundle(args) => cmd::bundle::run(&args),
        Command::Cert(args) => cmd::cert::run(*args),
        Command::Csr(args) => cmd::csr::run(args),
        Command::Demo(args) => with_runtime(cmd::demo::run(args, begun)),
        Command::Doctor(args) => with_runtime(cmd::doctor::run(*args)),
        Command::Explain(args) => cmd::explain::run(&args),
        Command::Match(args) => cmd::match_files::run(&args),
        Command::Order(args) => with_runtime(cmd::order::run(args)),
        Command::Points(args) => with_runtime(cmd::points::run(args)),
        Command::Serve(args) => with_runtime(cmd::serve::run(args)),
        Command::Work(args) => with_runtime(cmd::work::run(args)),
    }
}

/// Runs what talks to others. Commands that look at files do without: they are done before a runtime would have begun.
fn with_runtime(work: impl Future<Output = Result<Outcome, Stop>>) -> Result<Outcome, Stop> {
    warifu_net::init_crypto();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().doing("starting")?.block_on(work)
}
