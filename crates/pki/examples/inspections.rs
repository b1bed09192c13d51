//! `inspections FOLDER ROUNDS` inspects a folder of requests again and again, for `tests/pki/speed.py` and profilers.

use std::{env, error::Error, fs, hint::black_box};

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
    for _ in 0..rounds {
        for file in &files {
            assert!(black_box(inspect(file, &standards, &rules, &wanted)).csr.is_some(), "a request cannot be read");
        }
    }
    Ok(())
}
