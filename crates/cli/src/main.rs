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

// What a command is for is said here and not at its words: its words are built (`defer`) only when it is the one asked
// for; building all of them takes a fifth of the instructions of a look at one file. A docstring at words, of one command
// or of several, would then take the place of this description: comments stand there.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
enum Command {
    /// Look after the shop's database and people.
    Admin(cmd::admin::Args),
    /// Make the files that one kind of server reads: certificates in order, configuration to paste, key stores.
    Bundle(cmd::bundle::Args),
    /// Look at certificates.
    Cert(Box<cmd::cert::Args>),
    /// Check requests (CSRs), or make one.
    Csr(cmd::csr::Args),
    /// Try the whole shop on this machine: sample sites, a clock to move, a mailbox.
    Demo(cmd::demo::Args),
    /// Say what is wrong with sites, and what to do next.
    Doctor(Box<cmd::doctor::Args>),
    /// Say what a rule asks for, why, and how to mend what it finds; without a code, list the rules.
    Explain(cmd::explain::Args),
    /// Say which keys, CSRs and certificates belong together. Private keys are read here and go nowhere.
    Match(cmd::match_files::Args),
    /// Apply for certificates and follow them.
    Order(cmd::order::Args),
    /// Show points, or credit a bank transfer as staff.
    Points(cmd::points::Args),
    /// Run the shop: pages, API and, unless the settings say otherwise, jobs.
    Serve(cmd::serve::Args),
    /// Run the shop's jobs without its pages.
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
