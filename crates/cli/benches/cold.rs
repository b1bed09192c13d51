//! One file, one process: `warifu csr check FILE` against `openssl req -verify -noout -text -in FILE`, which like it says
//! what the request contains, from start to end.
//!
//! `cargo bench -p warifu --bench cold` prints the median time of each, of openssl without `-text`, of `warifu --version`
//! and of `true` (what the system takes for any program), and their ratios to the first. Goal for the check: 0.5. All are
//! timed in turns. The program is measured twice: as a copy, as it is installed, which the page cache holds in large
//! folios, and as the linker wrote it, in smaller ones, whose mapping costs a tenth more. A program that was read from
//! the disk since lies between the two or, where memory is in pieces, beyond.
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
    let peers: [(&str, &[&str]); 6] = [
        ("openssl req", &["openssl", "req", "-verify", "-noout", "-text", "-in", csr]),
        ("  no -text", &["openssl", "req", "-verify", "-noout", "-in", csr]),
        ("csr check", &[warifu, "csr", "check", csr]),
        ("  as linked", &[env!("CARGO_BIN_EXE_warifu"), "csr", "check", csr]),
        ("--version", &[warifu, "--version"]),
        ("true", &["true"]),
    ];
    let mut times = peers.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for ((_, words), times) in peers.iter().zip(&mut times) {
            times.push(time(words));
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2]
    });
    println!("{:<12} {:>8} {:>7}  (medians of {ROUNDS} rounds; goal for the check {GOAL})", "", "ms", "ratio");
    for ((name, _), median) in peers.iter().zip(medians) {
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
