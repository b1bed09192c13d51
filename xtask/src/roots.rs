//! Writes the list of roots that browsers trust. The whole update is
//! `cargo update -p webpki-root-certs && cargo xtask roots`; what is known about single roots stands in
//! `catalogue/root-events.toml` and is not touched.

use crate::Complaint;
use std::path::Path;
use std::process::{Command, Stdio};

/// The list, from the root of the tree.
const LIST: &str = "catalogue/roots.pem";

/// Reading certificates is the product's craft, so that an example of `pki` does it.
pub(crate) fn run(root: &Path) -> Result<Vec<Complaint>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "warifu-pki", "--example", "roots"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo run: {error}"))?;
    if !output.status.success() || output.stdout.is_empty() {
        return Err("the list could not be made".to_owned());
    }
    std::fs::write(root.join(LIST), output.stdout).map_err(|error| format!("{LIST}: {error}"))?;
    Ok(Vec::new())
}
