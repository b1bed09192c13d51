//! Writes `catalogue/intermediates.pem` to standard output; `cargo xtask intermediates` calls it with the day that
//! counts, the report with PEM blocks and, if there is one, a file with the SHA-256 of revoked certificates.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

use std::{env, fs};

use warifu_pki::{
    Roots,
    intermediates::{Selection, write_table},
    start_of_day,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [day, report, revoked @ ..] = args.as_slice() else { return Err("DAY REPORT [REVOKED]".into()) };
    let at = start_of_day(day).ok_or("no day like 2026-11-22")?;
    let revoked = revoked.first().map_or(Ok(String::new()), fs::read_to_string)?;
    let roots = Roots::parse(&fs::read_to_string("catalogue/roots.pem")?, "")?;
    let selection = Selection::parse(&fs::read_to_string("catalogue/intermediates.toml")?)?;
    print!("{}", write_table(&fs::read_to_string(report)?, &revoked, &selection, &roots, at));
    Ok(())
}
