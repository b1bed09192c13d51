//! Japanese and English say the same things: the same messages with the same parameters, and all that is asked for.

use super::{File, Tree};
use crate::Complaint;
use std::collections::{BTreeMap, BTreeSet};

const LOCALES: &str = "crates/render/locales/";
const LANGUAGES: [&str; 2] = ["ja", "en"];

/// Calls whose first argument, when it is a literal, is a message id; in templates and in product code.
const KEY_CALLS: &[&str] = &["t(\"", "t1(\"", "ta(\""];

/// Where one file is one finding, and how such a file is told from its helpers.
const FINDING_FOLDERS: &[&str] = &["crates/doctor/src/checks/", "crates/pki/src/rules/"];
const FINDING_MARKS: &[&str] = &["static RULE: Rule", "fn check(view: &View"];

/// What `cargo xtask new-rule` leaves to be written.
pub(crate) const STUB: &str = concat!("(write this", " sentence)");

/// Message id (`order-due`, `-brand`, `apply.title`) → the parameters that it uses.
type Messages<'a> = BTreeMap<String, Message<'a>>;

struct Message<'a> {
    path: &'a str,
    index: usize,
    variables: BTreeSet<&'a str>,
}

/// Both languages have the same ids, each once, in the same file, with the same `{$variables}`.
pub(super) fn check_twins(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let [ja, en] = LANGUAGES.map(|language| read(tree, language, &mut complaints));
    for ((mine, theirs), language) in [(&ja, &en), (&en, &ja)].into_iter().zip(["en", "ja"]) {
        for (id, message) in mine {
            let fault = match theirs.get(id) {
                None => format!("`{id}` is missing in {language}"),
                Some(twin) if file_name(twin.path) != file_name(message.path) => {
                    format!("`{id}` stands in {} of {language}", file_name(twin.path))
                }
                Some(twin) => match message.variables.difference(&twin.variables).next() {
                    Some(variable) => format!("`{id}` has no {{${variable}}} in {language}"),
                    None => continue,
                },
            };
            complaints.push(Complaint::at(message.path, message.index, fault));
        }
    }
    complaints
}

/// Every message that a template or the code asks for by a literal id exists.
pub(super) fn check_keys(tree: &Tree) -> Vec<Complaint> {
    let known = read(tree, LANGUAGES[0], &mut Vec::new());
    let judge = |file: &File, index: usize, line: &str| -> Vec<Complaint> {
        let line = if line.trim_start().starts_with("//") { "" } else { line };
        let unknown = keys(line).filter(|key| !known.contains_key(*key));
        unknown.map(|key| Complaint::at(&file.path, index, format!("no message `{key}` in the locales"))).collect()
    };
    let templates = tree.under("crates/", ".html").flat_map(|file| {
        let lines = file.text().unwrap_or_default().lines().enumerate();
        lines.flat_map(|(index, line)| judge(file, index, line)).collect::<Vec<_>>()
    });
    let code = tree.under("crates/", ".rs").flat_map(|file| {
        file.product_lines().into_iter().flat_map(|(index, line)| judge(file, index, line)).collect::<Vec<_>>()
    });
    templates.chain(code).collect()
}

/// Every rule and check bears its file's name as its code, and both what it says and what to do about it are written.
pub(super) fn check_findings(tree: &Tree) -> Vec<Complaint> {
    let known = read(tree, LANGUAGES[0], &mut Vec::new());
    let judge = |file: &File| {
        let stem = file_name(&file.path).trim_end_matches(".rs").to_owned();
        let text = file.text().unwrap_or_default();
        let judges = stem != "mod" && FINDING_MARKS.iter().any(|mark| text.contains(mark));
        let code = text.contains(&format!("\"{stem}\""));
        let said = [format!("finding-{stem}"), format!("finding-{stem}.fix")].iter().all(|id| known.contains_key(id));
        let fault = match (judges, code, said) {
            (true, false, _) => format!("its code is its file's name, `{stem}`"),
            (true, true, false) => format!("no message `finding-{stem}` with `.fix` in the locales"),
            _ => return None,
        };
        Some(Complaint::new(&file.path, fault))
    };
    FINDING_FOLDERS.iter().flat_map(|folder| tree.under(folder, ".rs")).filter_map(judge).collect()
}

/// The literal ids in a line: `t("x")` counts, `format("x")` and `part("x")` do not.
fn keys(line: &str) -> impl Iterator<Item = &str> {
    KEY_CALLS.iter().flat_map(move |call| {
        line.match_indices(call).filter_map(move |(at, _)| {
            let before = line[..at].chars().next_back();
            let whole = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '!');
            let key = line[at + call.len()..].split('"').next()?;
            (whole && is_id(key)).then_some(key)
        })
    })
}

/// Reads one language's files, noting ids that are given twice and sentences that nobody has written yet.
fn read<'a>(tree: &'a Tree, language: &str, complaints: &mut Vec<Complaint>) -> Messages<'a> {
    let mut messages = Messages::new();
    let folder = format!("{LOCALES}{language}/");
    for file in tree.files().filter(|file| file.path.starts_with(&folder) && file.path.ends_with(".ftl")) {
        let mut message = String::new();
        let mut current = String::new();
        for (index, line) in file.text().unwrap_or_default().lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            if let Some(start) = entry(line) {
                let attribute = start.strip_prefix('.');
                current = attribute.map_or_else(|| start.to_owned(), |name| format!("{message}.{name}"));
                if attribute.is_none() {
                    message.clone_from(&current);
                }
                let value = Message { path: &file.path, index, variables: BTreeSet::new() };
                if messages.insert(current.clone(), value).is_some() {
                    complaints.push(Complaint::at(&file.path, index, format!("`{current}` is given twice")));
                }
            }
            if line.contains(STUB) {
                complaints.push(Complaint::at(&file.path, index, format!("write the sentence of `{current}`")));
            }
            if let Some(value) = messages.get_mut(&current) {
                value.variables.extend(variables(line));
            }
        }
    }
    messages
}

/// `order-due` of `order-due = …`, `-brand` of a term, `.title` of an indented attribute.
fn entry(line: &str) -> Option<&str> {
    let (start, _) = line.split_once('=')?;
    let indented = start.starts_with(' ');
    let start = start.trim();
    let name = start.strip_prefix(if indented { '.' } else { '-' });
    match (indented, name) {
        (true, None) => None,
        (_, name) => is_id(name.unwrap_or(start)).then_some(start),
    }
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_' || b == b'.')
}

/// The `$names` inside braces; a price such as `$5` outside them is text.
fn variables(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('$').filter_map(|(at, _)| {
        let inside = line[..at].rfind('{') > line[..at].rfind('}');
        let rest = &line[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(rest.len());
        (inside && end > 0).then(|| &rest[..end])
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::super::sample::complains;
    use super::*;

    const JA: &str = "crates/render/locales/ja/a.ftl";
    const EN: &str = "crates/render/locales/en/a.ftl";

    #[track_caller]
    fn twins(ja: &str, en: &str, places: &[&str]) {
        complains(check_twins, &[(JA, ja), (EN, en)], places);
    }

    #[test]
    fn languages_have_the_same_messages() {
        twins("a = x\n# b = note\n-brand = 割符\n", "a = y\n-brand = warifu\n", &[]);
        twins("a = x\n", "", &["crates/render/locales/ja/a.ftl:1"]);
        twins("a = x\n    .title = t\n", "a = x\n", &["crates/render/locales/ja/a.ftl:2"]);
        twins("a = x\n", "a = x\n\nb = y\n", &["crates/render/locales/en/a.ftl:3"]);
        twins("a = x\na = y\n", "a = z\n", &["crates/render/locales/ja/a.ftl:2"]);
        complains(
            check_twins,
            &[(JA, "a = x\n"), ("crates/render/locales/en/b.ftl", "a = x\n")],
            &["crates/render/locales/ja/a.ftl:1", "crates/render/locales/en/b.ftl:1"],
        );
    }

    #[test]
    fn languages_have_the_same_parameters() {
        twins("a = { $due } まで\n", "a = Until { $due }.\n", &[]);
        twins("a = { $due } まで\n", "a = Until then.\n", &["crates/render/locales/ja/a.ftl:1"]);
        twins("a = 五ドル\n", "a = $5 for {-brand}, or $x\n", &[]);
        twins("a =\n    いち\n    {$n}個\n", "a = { $n ->\n    [one] one\n   *[other] {$n}\n }\n", &[]);
        twins(
            "a = {$n}個\n",
            "a = { $count ->\n   *[other] some\n }\n",
            &[JA, EN].map(|path| format!("{path}:1")).each_ref().map(String::as_str),
        );
    }

    #[test]
    fn a_stub_is_not_a_sentence() {
        twins(&format!("a = {STUB}\n"), "a = Written.\n", &["crates/render/locales/ja/a.ftl:1"]);
    }

    #[test]
    fn findings_are_named_once_and_explained() {
        const RULE: &str = "crates/pki/src/rules/key_size.rs";
        let check = |rule, ja, places: &[&str]| complains(check_findings, &[(RULE, rule), (JA, ja)], places);
        let rule = "static RULE: Rule = Rule { code: \"key_size\", check };\n";
        check(rule, "finding-key_size = x\n    .fix = y\n", &[]);
        check(rule, "finding-key_size = x\n", &[RULE]);
        check("static RULE: Rule = Rule { code: \"key_length\" };\n", "finding-key_size = x\n    .fix = y\n", &[RULE]);
        check("pub struct RuleSet;\n", "", &[]);
    }

    #[test]
    fn pages_ask_for_messages_that_exist() {
        let check =
            |path, text, places: &[&str]| complains(check_keys, &[(JA, "apply-title = x\n"), (path, text)], places);
        check("crates/render/templates/a.html", "<h1>{{ l.t(\"apply-title\") }}</h1>\n", &[]);
        check(
            "crates/render/templates/a.html",
            "<h1>{{ l.t(\"aply-title\") }}</h1>\n",
            &["crates/render/templates/a.html:1"],
        );
        check("crates/render/src/mail.rs", "let s = l.ta(\"none\", &[]);\n", &["crates/render/src/mail.rs:1"]);
        check(
            "crates/render/src/mail.rs",
            "part(\"none\"); format!(\"x\"); t(\"a b\");\n#[cfg(test)]\nt(\"none\")",
            &[],
        );
    }
}
