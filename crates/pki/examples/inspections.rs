//! Inspects a folder of requests again and again and prints how much CPU time each took, for `tests/pki/speed.py`.
//!
//! `inspections FOLDER ROUNDS`. Seconds of CPU for one round over all files, the best of the rounds.
#![allow(clippy::print_stdout, reason = "its answer is its output")]

use std::{env, error::Error, fs, hint::black_box, time::Duration};

use warifu_pki::{RuleSet, Standards, SubjectUse, Wanted, Wildcard, inspect};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().ok_or("a folder is missing")?;
    let rounds: usize = arguments.next().ok_or("the number of rounds is missing")?.parse()?;
    let rules: RuleSet = toml::from_str(include_str!("../../../catalogue/rules/digicert.toml"))?;
    let standards = Standards::parse(
        include_str!("../../../catalogue/standards.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
    )?;
    let wanted = Wanted {
        names: vec![],
        wildcard: Wildcard::Allow,
        names_max: 100,
        subject: SubjectUse::Printed,
        application: vec![],
        known_keys: vec![],
        revoked_keys: vec![],
        at: 1_795_305_600,
    };
    let files: Result<Vec<_>, _> = fs::read_dir(folder)?.map(|entry| fs::read(entry?.path())).collect();
    let files = files?;
    let mut best = Duration::MAX;
    for _ in 0..rounds {
        let start = cpu_time()?;
        for file in &files {
            assert!(black_box(inspect(file, &standards, &rules, &wanted)).csr.is_some(), "a request cannot be read");
        }
        best = best.min(cpu_time()? - start);
    }
    println!("{}", best.as_secs_f64());
    Ok(())
}

/// The CPU time of this thread.
fn cpu_time() -> Result<Duration, Box<dyn Error>> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(text.split(' ').next().unwrap_or_default().parse()?))
}
