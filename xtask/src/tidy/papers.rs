//! The form of the papers that newcomers read first.

use super::Tree;
use crate::Complaint;

/// All the set-up there is: a third command would be one that someone forgets.
const COMMANDS: [&str; 2] = ["cargo run --release -- demo", "./test"];
/// More is not read.
const ARCHITECTURE_LINES_MAX: usize = 200;

/// The first code block of the README holds the two commands and nothing else.
pub(super) fn check_readme(tree: &Tree) -> Vec<Complaint> {
    with(tree, "README.md", |text| {
        let block = text.split("```").nth(1).unwrap_or_default();
        let lines = block.lines().skip(1).map(|line| line.split(" #").next().unwrap_or_default().trim());
        let commands: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let complaint = || format!("the first code block holds exactly `{}` and `{}`", COMMANDS[0], COMMANDS[1]);
        if commands == COMMANDS { Vec::new() } else { vec![Complaint::new("README.md", complaint())] }
    })
}

/// `# Changelog`, then `## TBD` for what is not released, then `## 1.2.3 - 2026-11-22` with the newest first.
pub(super) fn check_changelog(tree: &Tree) -> Vec<Complaint> {
    with(tree, "CHANGELOG.md", |text| {
        let mut headings = 0;
        let judge = |(index, line): (usize, &str)| {
            let fault = if index == 0 {
                (line != "# Changelog").then_some("start with `# Changelog`")
            } else if let Some(title) = line.strip_prefix("## ") {
                headings += 1;
                let fine = if headings == 1 { title == "TBD" } else { is_release(title) };
                (!fine).then_some("sections are `## TBD`, then `## MAJOR.MINOR.PATCH - YYYY-MM-DD`")
            } else if let Some(item) = line.strip_prefix("- ") {
                let fine = item.starts_with(|c: char| c.is_uppercase() || c == '`');
                (!fine).then_some("an item is a sentence from the user's side")
            } else {
                None
            };
            fault.map(|text| Complaint::at("CHANGELOG.md", index, text))
        };
        text.lines().enumerate().filter_map(judge).collect()
    })
}

fn is_release(title: &str) -> bool {
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    let Some((version, date)) = title.split_once(" - ") else { return false };
    let numbers: Vec<&str> = version.split('.').collect();
    let days: Vec<&str> = date.split('-').collect();
    numbers.len() == 3
        && numbers.iter().all(|number| number.parse::<u32>().is_ok())
        && matches!(days.as_slice(), [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
}

/// The map of the house fits on a few screens.
pub(super) fn check_architecture(tree: &Tree) -> Vec<Complaint> {
    with(tree, "ARCHITECTURE.md", |text| {
        let count = text.lines().count();
        let complaint =
            || Complaint::new("ARCHITECTURE.md", format!("{count} lines; at most {ARCHITECTURE_LINES_MAX}"));
        if count > ARCHITECTURE_LINES_MAX { vec![complaint()] } else { Vec::new() }
    })
}

fn with(tree: &Tree, path: &str, judge: impl FnOnce(&str) -> Vec<Complaint>) -> Vec<Complaint> {
    match tree.file(path).and_then(|file| file.text()) {
        Some(text) => judge(text),
        None => vec![Complaint::new(path, "missing")],
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::complains;
    use super::*;

    #[test]
    fn the_readme_opens_with_two_commands() {
        let readme = |block: &str| format!("# warifu\n\nA shop.\n\n```sh\n{block}```\n");
        let check = |block: &str, places: &[&str]| complains(check_readme, &[("README.md", &readme(block))], places);
        check("cargo run --release -- demo   # the shop\n./test\n", &[]);
        check("./test\n", &["README.md"]);
        check("cargo run --release -- demo\n./test\napt-get install x\n", &["README.md"]);
        complains(check_readme, &[], &["README.md"]);
    }

    #[test]
    fn the_changelog_is_read_by_users() {
        let check = |text: &str, places: &[&str]| complains(check_changelog, &[("CHANGELOG.md", text)], places);
        check("# Changelog\n\n## TBD\n\n- Sell a certificate.\n\n## 0.1.0 - 2026-11-22\n\n- `warifu demo`.\n", &[]);
        check("# Changes\n\n## 0.1.0\n\n- fixed span\n", &["CHANGELOG.md:1", "CHANGELOG.md:3", "CHANGELOG.md:5"]);
        check("# Changelog\n\n## TBD\n\n## 0.1.0 - 22 Nov\n", &["CHANGELOG.md:5"]);
    }

    #[test]
    fn the_architecture_is_short() {
        complains(check_architecture, &[("ARCHITECTURE.md", &"x\n".repeat(ARCHITECTURE_LINES_MAX))], &[]);
        let long = "x\n".repeat(ARCHITECTURE_LINES_MAX + 1);
        complains(check_architecture, &[("ARCHITECTURE.md", &long)], &["ARCHITECTURE.md"]);
    }
}
