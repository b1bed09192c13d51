//! One file, one process: `warifu csr check FILE` against `openssl req -verify -in FILE`, from start to end.
//!
//! `cargo bench -p warifu --bench cold` prints the median time of each, of `warifu --version` and of `true` (what the
//! system takes for any program), and their ratios to openssl. Goal for the check: 0.5. The four are timed in turns.
//! A copy of the program is measured, as an installation makes it: the linker leaves its output in the page cache in
//! single pages, and what maps them costs a quarter more until the file is read anew.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop at once, and prints")]

use std::{
    env, fs,
    path::Path,
    process::{self, Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 301;
const GOAL: f64 = 0.5;

fn main() {
    let folder = env::temp_dir().join(format!("warifu-cold-{}", process::id()));
    fs::create_dir(&folder).unwrap();
    let (warifu, csr) = (folder.join("warifu"), folder.join("www.csr"));
    fs::copy(env!("CARGO_BIN_EXE_warifu"), &warifu).unwrap();
    request(&csr);
    let (warifu, csr) = (warifu.to_str().unwrap(), csr.to_str().unwrap());
    let peers: [&[&str]; 4] = [
        &["openssl", "req", "-verify", "-noout", "-in", csr],
        &[warifu, "csr", "check", csr],
        &[warifu, "--version"],
        &["true"],
    ];
    let mut times = peers.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (words, times) in peers.iter().zip(&mut times) {
            times.push(time(words));
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2]
    });
    println!("{:<12} {:>8} {:>7}  (medians of {ROUNDS} rounds; goal for the check {GOAL})", "", "ms", "ratio");
    for (name, median) in ["openssl req", "csr check", "--version", "true"].iter().zip(medians) {
        let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
        println!("{name:<12} {:>8.2} {ratio:>7.2}", median.as_secs_f64() * 1e3);
    }
    fs::remove_dir_all(folder).unwrap();
}

/// An RSA-2048 request for one name, as most are.
fn request(file: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=www.example.com"])
        .args(["-addext", "subjectAltName=DNS:www.example.com", "-out"])
        .arg(file)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
}

fn time(words: &[&str]) -> Duration {
    let start = Instant::now();
    let status = Command::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    let took = start.elapsed();
    assert!(status.success(), "{words:?}: {status}");
    took
}
