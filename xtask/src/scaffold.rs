//! `new-rule` and `new-check`: the file, its lines in the list, and its sentences' places in both languages.

use crate::Complaint;
use crate::tidy::STUB;
use std::fs;
use std::path::Path;

/// A name longer than this is a sentence.
const NAME_BYTES_MAX: usize = 48;

/// One kind of addition. `NAME` stands for the thing's one name: file, code and message id share it.
pub(crate) struct Kind {
    folder: &'static str,
    template: &'static str,
    /// Lines that enter `folder/mod.rs`, each into the sorted run of its likes.
    list_lines: &'static [&'static str],
    /// The file in each locale that gets the message.
    locale_file: &'static str,
}

/// A rule that judges CSRs or certificates.
pub(crate) const RULE: Kind = Kind {
    folder: "crates/pki/src/rules",
    template: include_str!("scaffold/rule.txt"),
    list_lines: &["mod NAME;", "    &NAME::RULE,"],
    locale_file: "findings.ftl",
};

/// A check that judges what the doctor saw.
pub(crate) const CHECK: Kind = Kind {
    folder: "crates/doctor/src/checks",
    template: include_str!("scaffold/check.txt"),
    list_lines: &["mod NAME;", "    &NAME::CHECK,"],
    locale_file: "doctor_page.ftl",
};

/// Writes all the places of a new rule or check, or none of them when one is not as expected.
pub(crate) fn run(root: &Path, kind: &Kind, name: &str) -> Result<Vec<Complaint>, String> {
    if !is_name(name) {
        return Err(format!("`{name}`: a name is lower_case_with_underscores, at most {NAME_BYTES_MAX} bytes"));
    }
    let (file, list) = (format!("{}/{name}.rs", kind.folder), format!("{}/mod.rs", kind.folder));
    if root.join(&file).exists() {
        return Err(format!("{file} exists"));
    }
    let read = |path: &str| fs::read_to_string(root.join(path)).map_err(|error| format!("{path}: {error}"));
    let mut listed = read(&list)?;
    for line in kind.list_lines {
        listed =
            insert(&listed, line, name).ok_or_else(|| format!("{list} has no list of lines like `{}`", line.trim()))?;
    }
    let mut writes = vec![(file, kind.template.replace("NAME", name)), (list, listed)];
    for language in ["ja", "en"] {
        let path = format!("crates/render/locales/{language}/{}", kind.locale_file);
        let text = read(&path)?;
        let gap = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
        writes.push((path, format!("{text}{gap}{}", message(name))));
    }
    for (path, text) in writes {
        fs::write(root.join(&path), text).map_err(|error| format!("{path}: {error}"))?;
        println!("{path}");
    }
    Ok(Vec::new())
}

/// What is the matter, and what to do next.
fn message(name: &str) -> String {
    format!("finding-{name} = {STUB}\n    .fix = {STUB}\n")
}

fn is_name(name: &str) -> bool {
    name.len() <= NAME_BYTES_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Puts `pattern` with its name into the first run of lines of that pattern, keeping the run sorted.
fn insert(text: &str, pattern: &str, name: &str) -> Option<String> {
    let (before, after) = pattern.split_once("NAME")?;
    let like = |line: &str| line.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(is_name);
    let mut lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| like(line))?;
    let run = lines[start..].iter().take_while(|line| like(line)).count();
    let new = pattern.replace("NAME", name);
    let offset = lines[start..start + run].iter().take_while(|line| **line < new.as_str()).count();
    lines.insert(start + offset, &new);
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_joins_the_sorted_run_of_its_likes() {
        let list = "//! Rules.\nmod b;\nmod d;\n\npub static ALL: &[&Rule] = &[\n    &b::RULE,\n    &d::RULE,\n];\n";
        let once = insert(list, "mod NAME;", "c").unwrap();
        let twice = insert(&once, "    &NAME::RULE,", "e").unwrap();
        assert_eq!(twice, list.replace("mod d", "mod c;\nmod d").replace("&d::RULE,", "&d::RULE,\n    &e::RULE,"));
        let codes = "    \"b\",\n    \"d\",\n];\n    b::check,\n    d::check,\n";
        let once = insert(codes, "    \"NAME\",", "c").unwrap();
        let twice = insert(&once, "    NAME::check,", "a").unwrap();
        assert_eq!(twice, "    \"b\",\n    \"c\",\n    \"d\",\n];\n    a::check,\n    b::check,\n    d::check,\n");
        assert_eq!(insert("fn main() {}\n", "mod NAME;", "c"), None);
    }

    #[test]
    fn names_are_snake_case() {
        assert!(is_name("key_debian_weak"));
        for bad in ["", "Key", "key-weak", "_x", "a/b", &"a".repeat(NAME_BYTES_MAX + 1)] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_new_rule_is_written_whole_or_not_at_all() {
        let root = std::env::temp_dir().join(format!("xtask-scaffold-{}", std::process::id()));
        for folder in [RULE.folder, "crates/render/locales/ja", "crates/render/locales/en"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
        fs::write(root.join(RULE.folder).join("mod.rs"), "mod a;\n    &a::RULE,\n").unwrap();
        fs::write(root.join("crates/render/locales/ja/findings.ftl"), "a = x\n").unwrap();
        assert!(run(&root, &RULE, "key_new").is_err());
        assert_eq!(read("crates/pki/src/rules/mod.rs"), "mod a;\n    &a::RULE,\n");

        fs::write(root.join("crates/render/locales/en/findings.ftl"), "a = x\n").unwrap();
        assert_eq!(run(&root, &RULE, "key_new"), Ok(Vec::new()));
        assert_eq!(read("crates/pki/src/rules/mod.rs"), "mod a;\nmod key_new;\n    &a::RULE,\n    &key_new::RULE,\n");
        assert_eq!(read("crates/render/locales/en/findings.ftl"), format!("a = x\n{}", message("key_new")));
        assert!(read("crates/pki/src/rules/key_new.rs").contains("\"key_new\""));
        assert!(run(&root, &RULE, "key_new").is_err());
        fs::remove_dir_all(root).unwrap();
    }
}
