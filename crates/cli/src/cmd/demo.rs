//! `warifu demo`.

use std::{
    fs,
    io::{IsTerminal, stdout},
    net::SocketAddr,
    path::PathBuf,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    cmd::print,
    config::Log,
    demo::{self, Facts, Options},
    log,
    serving::{self, Duty},
    stop::{Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder that holds everything; a second start goes on where the first stopped.
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// PostgreSQL database instead of the SQLite file in the folder.
    #[arg(long, value_name = "URL", env = "WARIFU_DEMO_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
}

pub(crate) async fn run(args: Args, begun: Instant) -> Result<Outcome, Stop> {
    log::start(&Log { level: tracing::Level::WARN, ..Log::default() });
    let demo =
        demo::prepare(Options { listen: args.listen, folder: args.data, database_url: args.database_url }).await?;
    print(&format!("warifu: {}", demo.facts.url))?;
    print(&summary(&demo.facts))?;
    print(&format!("{:<9} {}", "facts", demo.facts_path.display()))?;
    print(&format!("{:<9} {} ms, {} MiB resident", "started", begun.elapsed().as_millis(), resident_mib()))?;
    if !args.no_open && stdout().is_terminal() {
        open(&demo.facts.url);
    }
    let duty = Duty { web: Some((demo.listener, demo.router)), jobs: demo.concurrency };
    let ended = serving::run(demo.app, duty).await;
    drop(demo.lock);
    ended.map(|()| Outcome::Fine)
}

fn summary(facts: &Facts) -> String {
    let Facts { customer, staff, mailbox_url, sandbox_url, .. } = facts;
    let lines = [
        ("customer", format!("{} {}", customer.email, customer.password)),
        ("staff", format!("{} {}", staff.email, staff.password)),
        ("mailbox", mailbox_url.clone()),
        ("sandbox", sandbox_url.clone()),
    ];
    lines.map(|(name, value)| format!("{name:<9} {value}")).join("\n")
}

/// Resident memory of this process, 0 where the system does not say (only Linux has the file).
fn resident_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: u64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    kib.div_ceil(1024)
}

/// Shows the shop in the browser; a machine without one only prints the address.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let silent =
        Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = silent {
        tracing::debug!(%error, "no browser opened");
    }
}
