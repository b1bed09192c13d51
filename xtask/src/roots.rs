//! Writes the list of roots that browsers trust, and the table of the intermediates under them. The whole update of the
//! list is `cargo update -p webpki-root-certs && cargo xtask roots`; what is known about single roots stands in
//! `catalogue/root-events.toml` and is not touched. The table is made of a report that the operator downloads:
//! `cargo xtask intermediates DAY REPORT [REVOKED]`; whose it takes stands in `catalogue/intermediates.toml`.

use crate::Complaint;
use std::path::Path;
use std::process::{Command, Stdio};

/// The list, from the root of the tree.
const LIST: &str = "catalogue/roots.pem";

/// The table of intermediates, from the root of the tree.
const INTERMEDIATES: &str = "catalogue/intermediates.pem";

/// Writes the list of roots.
pub(crate) fn run(root: &Path) -> Result<Vec<Complaint>, String> {
    write(root, "roots", &[], LIST)
}

/// Writes the table of intermediates: `args` are the day that counts, the CCADB's report and, if there is one, a file
/// with the SHA-256 of revoked certificates.
pub(crate) fn intermediates(root: &Path, args: &[&str]) -> Result<Vec<Complaint>, String> {
    write(root, "intermediates", args, INTERMEDIATES)
}

/// Reading certificates is the product's craft, so that an example of `pki` does it.
fn write(root: &Path, example: &str, args: &[&str], file: &str) -> Result<Vec<Complaint>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "warifu-pki", "--example", example, "--"])
        .args(args)
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo run: {error}"))?;
    if !output.status.success() || output.stdout.is_empty() {
        return Err(format!("{file} could not be made"));
    }
    std::fs::write(root.join(file), output.stdout).map_err(|error| format!("{file}: {error}"))?;
    Ok(Vec::new())
}
