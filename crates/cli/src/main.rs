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

use crate::stop::{Doing, Outcome, Stop};

/// Many small strings and buffers: measurably faster than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit code of a command that could not do its work; clap uses the same for usage.
const UNUSABLE: u8 = 2;

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
    Demo(cmd::demo::Args),
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
    warifu_net::init_crypto();
    tokio::runtime::Builder::new_multi_thread().enable_all().build().doing("starting")?.block_on(async {
        match command {
            Command::Admin(args) => cmd::admin::run(args).await,
            Command::Demo(args) => cmd::demo::run(args, begun).await,
            Command::Order(args) => cmd::order::run(args).await,
            Command::Points(args) => cmd::points::run(args).await,
            Command::Serve(args) => cmd::serve::run(args).await,
            Command::Work(args) => cmd::work::run(args).await,
        }
    })
}
