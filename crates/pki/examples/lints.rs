//! What the certificate rules say of piles of certificates, for the comparison with zlint (`tests/pki/zlint.py`).
//!
//! Standard input has one path a line, PEM or DER. Standard output has one JSON object a line, in the same order: the
//! codes of the findings when the certificate is judged by its own policy OIDs, and as a DV certificate.
#![allow(clippy::print_stdout, reason = "its answers are its output")]

use std::{error::Error, fs, io};

use serde_json::json;
use warifu_pki::{Certificate, Expected, Finding, Level, Profile, Standards, check_certificate};

/// 2026-11-22T00:00:00Z.
const NOW: i64 = 1_795_305_600;

fn main() -> Result<(), Box<dyn Error>> {
    let standards = Standards::parse(
        include_str!("../../../catalogue/standards.toml"),
        include_str!("../../../catalogue/pki-limits.toml"),
    )?;
    for path in io::stdin().lines() {
        let said = match Certificate::from_pem_all(&fs::read(path?)?) {
            Ok(pile) => {
                let codes = |level| {
                    let expected = Expected { at: NOW, level, issuer: None };
                    let findings = pile.iter().take(1).flat_map(|c| check_certificate(c, &standards, &expected));
                    findings.map(|finding: Finding| finding.code).collect::<Vec<_>>()
                };
                json!({ "by_policy": codes(Level::ByPolicy), "as_dv": codes(Level::Public(Profile::Domain)) })
            }
            Err(finding) => json!({ "by_policy": [finding.code], "as_dv": [finding.code], "params": finding.params }),
        };
        println!("{said}");
    }
    Ok(())
}
