//! The house's own tools: `cargo xtask layers | tidy | roots | intermediates | new-rule NAME | new-check NAME`.
//!
//! Absent here: every part of the product. xtask reads the tree and `cargo metadata`, so that a part that does not
//! compile can still be judged.
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may stop at the first surprise"))]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "what these tools find is read in a terminal")]

mod layers;
mod roots;
mod scaffold;
mod tidy;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str =
    "usage: cargo xtask layers | tidy | roots | intermediates DAY REPORT [REVOKED] | new-rule NAME | new-check NAME";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let root = root();
    let outcome = match words.as_slice() {
        ["layers"] => layers::run(&root),
        ["tidy"] => tidy::run(&root),
        ["roots"] => roots::run(&root),
        ["intermediates", day, report] => roots::intermediates(&root, &[day, report]),
        ["intermediates", day, report, revoked] => roots::intermediates(&root, &[day, report, revoked]),
        ["new-rule", name] => scaffold::run(&root, &scaffold::RULE, name),
        ["new-check", name] => scaffold::run(&root, &scaffold::CHECK, name),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(complaints) if complaints.is_empty() => ExitCode::SUCCESS,
        Ok(complaints) => {
            for complaint in &complaints {
                println!("{complaint}");
            }
            println!("{}: {} to mend", words.join(" "), complaints.len());
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{}: {error}", words.join(" "));
            ExitCode::from(2)
        }
    }
}

/// Something to mend: where, and what to do instead.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Complaint {
    place: String,
    text: String,
}

impl Complaint {
    /// About a whole file or part.
    pub(crate) fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into() }
    }

    /// About one line; `index` counts from 0 as iterators do, people read from 1.
    pub(crate) fn at(path: &str, index: usize, text: impl Into<String>) -> Self {
        Self::new(format!("{path}:{}", index + 1), text)
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

/// The workspace's root: xtask's own folder lies directly below it.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
