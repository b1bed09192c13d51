//! A private PostgreSQL cluster for a test run: made by `initdb`, reached by a unix socket in its own folder, without
//! fsync, stopped and deleted with its last handle. A database per test is cloned from a template.
//!
//! Needs Debian's `postgresql` package. The server refuses to run as root, so root runs it as the user `postgres`.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

/// Longest wait for the server to answer.
const START_MAX: Duration = Duration::from_secs(30);

/// A running server.
pub struct PgCluster {
    dir: PathBuf,
    bin: PathBuf,
    server: Child,
    databases: AtomicU32,
}

impl PgCluster {
    /// Makes and starts a cluster under the system's folder for temporary files, with `settings` (`name=value`) on top.
    pub fn start(settings: &[&str]) -> io::Result<Self> {
        let bin = find_bin()?;
        let dir = std::env::temp_dir().join(format!("warifu-pg-{}-{:x}", std::process::id(), nonce()));
        std::fs::create_dir(&dir)?;
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(&dir))?;
        }
        let data = dir.join("data");
        run(as_owner(bin.join("initdb")).arg("-D").arg(&data).args([
            "--username=warifu",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]))?;
        let mut server = as_owner(bin.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(&dir).args(["-c", "listen_addresses=", "-c", "max_connections=200"]);
        for setting in settings {
            server.args(["-c", setting]);
        }
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let cluster = Self { dir, bin, server, databases: AtomicU32::new(0) };
        cluster.wait_ready()?;
        Ok(cluster)
    }

    /// Makes an empty database and returns its connection string.
    pub fn create_database(&self) -> io::Result<String> {
        self.create(&["--template=template0"])
    }

    /// Makes a database that equals the one behind `template`, which nobody may be connected to.
    pub fn clone_database(&self, template: &str) -> io::Result<String> {
        let name = template.rsplit_once("dbname=").map_or(template, |(_, name)| name);
        self.create(&[&format!("--template={name}")])
    }

    fn create(&self, options: &[&str]) -> io::Result<String> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(Command::new(self.bin.join("createdb"))
            .arg("-h")
            .arg(&self.dir)
            .args(["-U", "warifu", "--locale=C"])
            .args(options)
            .arg(&name))?;
        Ok(format!("host={} user=warifu dbname={name}", self.dir.display()))
    }

    fn wait_ready(&self) -> io::Result<()> {
        let deadline = Instant::now() + START_MAX;
        loop {
            let ready =
                Command::new(self.bin.join("pg_isready")).arg("-h").arg(&self.dir).stdout(Stdio::null()).status()?;
            if ready.success() {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(io::Error::other("PostgreSQL does not answer"));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for PgCluster {
    fn drop(&mut self) {
        let data = self.dir.join("data");
        let _ = run(as_owner(self.bin.join("pg_ctl")).arg("-D").arg(&data).args(["stop", "-m", "immediate"]));
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// The newest `/usr/lib/postgresql/*/bin`.
fn find_bin() -> io::Result<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map_err(|_| io::Error::other("install the package `postgresql`"))?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().ok_or_else(|| io::Error::other("install the package `postgresql`"))
}

/// The command, as the user `postgres` when this process is root.
fn as_owner(program: impl AsRef<OsStr>) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    // The tests' folder may be closed to that user, which makes programs complain.
    command.current_dir("/");
    command
}

fn is_root() -> bool {
    std::os::unix::fs::MetadataExt::uid(&match Path::new("/proc/self").metadata() {
        Ok(metadata) => metadata,
        Err(_) => return false,
    }) == 0
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))))
}

fn nonce() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}
