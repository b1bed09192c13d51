//! The shape of the workspace: twin migrations, one test binary per part, heads that say what is absent.

use super::Tree;
use crate::Complaint;
use std::collections::BTreeSet;

const MIGRATIONS: &str = "crates/store/migrations/";
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

/// Every migration exists for both engines under the same name, and the numbers run without a gap from 1.
pub(super) fn check_migrations(tree: &Tree) -> Vec<Complaint> {
    let [sqlite, postgres] = ENGINES.map(|engine| names(tree, engine));
    let missing = |have: &BTreeSet<&str>, want: &BTreeSet<&str>, engine: &str| -> Vec<Complaint> {
        let lost = want.difference(have).map(|name| format!("{MIGRATIONS}{engine}/{name}"));
        lost.map(|path| Complaint::new(path, "missing: the other engine has it")).collect()
    };
    let numbers = sqlite.iter().enumerate().filter_map(|(index, name)| {
        let expected = format!("{:04}_", index + 1);
        let text = format!("the next number is {expected}…, used once");
        (!name.starts_with(&expected)).then(|| Complaint::new(format!("{MIGRATIONS}sqlite/{name}"), text))
    });
    let mut complaints = missing(&sqlite, &postgres, ENGINES[0]);
    complaints.extend(missing(&postgres, &sqlite, ENGINES[1]));
    complaints.extend(numbers);
    complaints
}

fn names<'a>(tree: &'a Tree, engine: &str) -> BTreeSet<&'a str> {
    let folder = format!("{MIGRATIONS}{engine}/");
    tree.files().filter_map(|file| file.path.strip_prefix(&folder)).filter(|name| name.ends_with(".sql")).collect()
}

/// A part has one integration-test binary: each more costs a link and a start, which no test is worth.
pub(super) fn check_test_binaries(tree: &Tree) -> Vec<Complaint> {
    let binary = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["crates", _, "tests", file] => file.ends_with(".rs"),
            ["crates", _, "tests", folder, "main.rs"] => *folder != "it",
            _ => false,
        }
    };
    let strays = tree.files().filter(|file| binary(&file.path));
    strays.map(|file| Complaint::new(&file.path, "a second test binary: make it a module of tests/it")).collect()
}

/// A part's `lib.rs` opens with what the part does and with what is absent from it.
pub(super) fn check_heads(tree: &Tree) -> Vec<Complaint> {
    let heads = tree.under("crates/", "/src/lib.rs").filter(|file| {
        let text = file.text().unwrap_or_default();
        let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        !head.contains("Absent here")
    });
    let text = "open with `//!`: what the part does, then `Absent here: …`";
    heads.map(|file| Complaint::new(&file.path, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::complains;
    use super::*;

    const S1: (&str, &str) = ("crates/store/migrations/sqlite/0001_start.sql", "");
    const P1: (&str, &str) = ("crates/store/migrations/postgres/0001_start.sql", "");
    const S3: (&str, &str) = ("crates/store/migrations/sqlite/0003_jobs.sql", "");
    const P3: (&str, &str) = ("crates/store/migrations/postgres/0003_jobs.sql", "");

    #[test]
    fn migrations_come_in_pairs_without_gaps() {
        complains(check_migrations, &[S1, P1], &[]);
        complains(check_migrations, &[S1], &[P1.0]);
        complains(check_migrations, &[S1, P1, P3], &[S3.0]);
        complains(check_migrations, &[S1, P1, S3, P3], &[S3.0]);
    }

    #[test]
    fn one_test_binary_per_part() {
        complains(check_test_binaries, &[("crates/pki/tests/it/main.rs", ""), ("crates/pki/tests/it/csr.rs", "")], &[]);
        complains(check_test_binaries, &[("crates/pki/tests/csr.rs", "")], &["crates/pki/tests/csr.rs"]);
        complains(check_test_binaries, &[("crates/pki/tests/b/main.rs", "")], &["crates/pki/tests/b/main.rs"]);
    }

    #[test]
    fn a_part_says_what_is_absent() {
        complains(check_heads, &[("crates/pki/src/lib.rs", "//! Names.\n//!\n//! Absent here: SQL.\n")], &[]);
        complains(
            check_heads,
            &[("crates/pki/src/lib.rs", "//! Names.\nmod a; // Absent here\n")],
            &["crates/pki/src/lib.rs"],
        );
    }
}
