//! What every file in the tree must keep to, beyond what rustfmt and clippy see.

mod bans;
mod form;
mod locales;
mod papers;
mod shape;

use crate::Complaint;
use std::path::Path;
use std::process::Command;

pub(crate) use locales::STUB;

/// One check per line; a new one is a function and a line.
const CHECKS: &[fn(&Tree) -> Vec<Complaint>] = &[
    bans::check,
    form::check,
    locales::check_findings,
    locales::check_keys,
    locales::check_twins,
    papers::check_architecture,
    papers::check_changelog,
    papers::check_readme,
    shape::check_heads,
    shape::check_migrations,
    shape::check_test_binaries,
];

/// Runs every check over the files that git knows or would add.
pub(crate) fn run(root: &Path) -> Result<Vec<Complaint>, String> {
    let tree = Tree::read(root)?;
    Ok(CHECKS.iter().flat_map(|check| check(&tree)).collect())
}

/// The project's files; a value, so that each check is tested with a handful of made-up ones.
pub(crate) struct Tree {
    files: Vec<File>,
}

/// A file by its path from the root, with `/`.
pub(crate) struct File {
    pub(crate) path: String,
    bytes: Vec<u8>,
}

impl Tree {
    fn read(root: &Path) -> Result<Self, String> {
        let output = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .map_err(|error| format!("git ls-files: {error}"))?;
        if !output.status.success() {
            return Err(format!("git ls-files: {}", String::from_utf8_lossy(&output.stderr)));
        }
        let listed = String::from_utf8_lossy(&output.stdout).into_owned();
        // A file that was deleted but not yet committed is still listed; it has nothing to judge.
        let read = |path: &str| std::fs::read(root.join(path)).ok().map(|bytes| File { path: path.to_owned(), bytes });
        Ok(Self { files: listed.split('\0').filter(|path| !path.is_empty()).filter_map(read).collect() })
    }

    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The files below a folder that end so.
    pub(crate) fn under<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a File> {
        self.files().filter(move |file| file.path.starts_with(folder) && file.path.ends_with(ending))
    }
}

impl File {
    /// The text, unless the file is binary.
    pub(crate) fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok().filter(|text| !text.contains('\0'))
    }

    pub(crate) fn size_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Rust code of the product with its line numbers from 0: no integration tests or benches, and nothing from the
    /// unit tests on, which stand last in a file.
    pub(crate) fn product_lines(&self) -> Vec<(usize, &str)> {
        let aside = ["/tests/", "/benches/", "/fuzz_targets/"].iter().any(|part| self.path.contains(part));
        if aside || !self.path.ends_with(".rs") {
            return Vec::new();
        }
        let lines = self.text().unwrap_or_default().lines().enumerate();
        lines.take_while(|(_, line)| *line != "#[cfg(test)]").collect()
    }
}

#[cfg(test)]
pub(crate) mod sample {
    use super::{File, Tree};
    use crate::Complaint;

    pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
        let file = |&(path, text): &(&str, &str)| File { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        Tree { files: files.iter().map(file).collect() }
    }

    /// Runs one check over made-up files and compares the places that it complains about.
    #[track_caller]
    pub(crate) fn complains(check: fn(&Tree) -> Vec<Complaint>, files: &[(&str, &str)], places: &[&str]) {
        let complaints = check(&tree(files));
        let found: Vec<&str> = complaints.iter().map(|complaint| complaint.place.as_str()).collect();
        assert_eq!(found, places, "{complaints:?}");
    }
}
