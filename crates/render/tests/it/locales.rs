//! Both languages have the same keys with the same variables, every key used exists, and every key is used.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_bundle::FluentResource;
use warifu_domain::{
    job::Job,
    mail::MailTemplate,
    people::{Locale, Role},
};

/// Families whose members are codes of other crates: the key is put together at run time, so no file names it.
const FAMILIES: &[&str] = &[
    "attribute-",
    "done-",
    "event-",
    "field-",
    "finding-",
    "issuance-status-",
    "job-",
    "mail-",
    "new-ask-",
    "problem-",
    "rule-set-",
    "sheet-",
    "step-",
    "validation-status-",
    "waiting-",
    "who-",
];

/// Variables by key; attributes are keys of their own, `key.attribute`.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn messages(locale: Locale) -> Messages {
    let mut all = Messages::new();
    for file in files(&root().join("locales").join(locale.tag()), "ftl") {
        let source = fs::read_to_string(&file).unwrap();
        if let Err((_, errors)) = FluentResource::try_new(source.clone()) {
            panic!("{}: {errors:?}", file.display());
        }
        let (mut message, mut current) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with(' ')) {
                message = key.to_owned();
                current = message.clone();
                assert!(all.insert(current.clone(), BTreeSet::new()).is_none(), "{key} twice in {}", file.display());
            } else if let Some((name, _)) = line.trim().strip_prefix('.').and_then(|rest| rest.split_once(" =")) {
                current = format!("{message}.{name}");
                all.insert(current.clone(), BTreeSet::new());
            }
            for variable in line.split('$').skip(1) {
                let name: String = variable.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                all.get_mut(&current).unwrap().insert(name);
            }
        }
    }
    all
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Keys that templates and code name in full, and families they put a code behind.
fn used() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut keys, mut families) = (BTreeSet::new(), BTreeSet::new());
    let [web, cli] = ["../web/src", "../cli/src"].map(|folder| root().join(folder));
    let sources = files(&root().join("templates"), "html").into_iter().chain(files(&root().join("src"), "rs"));
    for file in sources.chain(files(&web, "rs")).chain(files(&cli, "rs")) {
        let source = fs::read_to_string(&file).unwrap();
        for call in [".t(\"", ".t1(\"", ".ta(\"", ".of_code(\"", ".of_state(page.text, \""] {
            let into = if call.starts_with(".of_") { &mut families } else { &mut keys };
            into.extend(source.split(call).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    (keys, families)
}

#[test]
fn both_languages_say_the_same_things() {
    let (ja, en) = (messages(Locale::Ja), messages(Locale::En));
    let missing = |from: &Messages, to: &Messages| from.keys().filter(|k| !to.contains_key(*k)).cloned().collect();
    let in_english: Vec<String> = missing(&ja, &en);
    let in_japanese: Vec<String> = missing(&en, &ja);
    assert_eq!((in_english, in_japanese), (vec![], vec![]), "keys missing in English, in Japanese");
    for (key, variables) in &ja {
        assert_eq!(variables, &en[key], "variables of {key}");
    }
}

#[test]
fn every_key_is_there_and_used() {
    let texts = messages(Locale::Ja);
    let (keys, families) = used();
    let absent: Vec<_> = keys.iter().filter(|key| !texts.contains_key(*key) && !key.is_empty()).collect();
    assert_eq!(absent, Vec::<&String>::new(), "used, but nobody wrote them");
    let in_family = |key: &str| {
        FAMILIES.iter().any(|family| key.starts_with(family))
            || families.iter().any(|family| key.strip_prefix(family.as_str()).is_some_and(|rest| rest.starts_with('-')))
    };
    // Where ids stand in tables, or are asked for by the command line, the id alone is enough.
    let literals: String = ["../web/src", "../cli/src"]
        .iter()
        .flat_map(|folder| files(&root().join(folder), "rs"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let named = |key: &str| literals.contains(&format!("\"{key}\""));
    // An attribute belongs to its message; `key.text` is used wherever `key` is. Terms are for other messages.
    let unused: Vec<_> = texts
        .keys()
        .filter(|key| !key.starts_with('-') && !keys.contains(*key) && !in_family(key) && !named(key))
        .collect();
    assert_eq!(unused, Vec::<&String>::new(), "written, but never used");
}

#[test]
fn every_code_has_its_words() {
    let texts = messages(Locale::Ja);
    let states = ["awaiting_payment", "active", "ended", "cancelled", "lapsed"];
    let issuances = ["preparing", "validating", "submitted", "issued", "served", "replaced", "revoked", "failed"];
    let mut wanted: Vec<String> = states.iter().map(|state| format!("order-status-{state}")).collect();
    wanted.extend(issuances.iter().map(|state| format!("issuance-status-{state}")));
    wanted.extend([Role::Customer, Role::Staff].iter().map(|role| format!("role-{}", role.as_str())));
    wanted.extend(
        MailTemplate::ALL
            .iter()
            .flat_map(|mail| [format!("mail-{}", mail.as_str()), format!("mail-{}.subject", mail.as_str())]),
    );
    wanted.extend([Job::PublishCrl, Job::Housekeeping].iter().map(|job| format!("job-{}", job.kind())));
    // Events are the string literals behind `Ok((` and `record(` of the one place where orders change.
    let decide = fs::read_to_string(root().join("../domain/src/decide.rs")).unwrap();
    wanted.extend(decide.split("Ok((\"").skip(1).map(|rest| format!("event-{}", rest.split('"').next().unwrap())));
    // Refusals are the codes of `Refusal::code`.
    let codes = decide.split("pub const fn code").nth(1).unwrap().split("pub fn params").next().unwrap();
    wanted.extend(codes.split("=> \"").skip(1).map(|rest| format!("problem-{}", rest.split('"').next().unwrap())));
    let absent: Vec<_> = wanted.into_iter().filter(|key| !texts.contains_key(key)).collect();
    assert_eq!(absent, Vec::<String>::new());
}

/// Codes stand in these calls; whatever any crate says with them is said in words here.
const SAYINGS: &[&str] = &[
    "ConnectorError::new(\"",
    "FieldProblem::new(",
    "Finding::new(\"",
    "Problem::new(StatusCode::",
    "Rule { code: \"",
    "Step::failed(\"",
    "error(\"",
];

#[test]
fn every_code_that_any_crate_says_has_its_words() {
    let texts = messages(Locale::Ja);
    let mut wordless = BTreeSet::new();
    for file in files(&root().join(".."), "rs") {
        let path = file.to_string_lossy().replace('\\', "/");
        if !path.contains("/src/") || path.contains("/crates/testkit/") || path.contains("/render/") {
            continue;
        }
        // What tests make up needs no words.
        let source = fs::read_to_string(&file).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap().to_owned();
        for call in SAYINGS {
            for rest in source.split(call).skip(1) {
                // The code is the last string of the call, or the one that the call begins with.
                let head = if call.ends_with('"') { rest.split('"').next() } else { rest.split(')').next() };
                let code = head.unwrap().trim_end_matches('"').rsplit(['"', ' ', '(']).next().unwrap();
                let is_code = !code.is_empty() && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let known = |family: &str| texts.contains_key(&format!("{family}-{code}"));
                if is_code && code.contains('_') && !known("finding") && !known("problem") {
                    wordless.insert(format!("{code} in {path}"));
                }
            }
        }
    }
    assert_eq!(wordless, BTreeSet::new());
}

#[test]
fn every_finding_and_problem_says_what_to_do() {
    let texts = messages(Locale::Ja);
    let silent: Vec<_> = texts
        .keys()
        .filter(|key| key.starts_with("finding-") || key.starts_with("problem-"))
        .filter(|key| !key.contains('.') && *key != "problem-unknown" && !key.starts_with("problem-title_"))
        .filter(|key| !texts.contains_key(&format!("{key}.fix")))
        .collect();
    assert_eq!(silent, Vec::<&String>::new());
}

/// The next step is that of the server which the doctor recognised, where it has one.
#[test]
fn the_server_has_its_own_remedy() {
    let fix = |server: &str| {
        let params = ["name", "address", "port", "missing", "url"].map(|name| (name, "x".to_owned()));
        let params = [&params[..], &[("server", server.to_owned())]].concat();
        warifu_render::fix(Locale::En, "site_chain_incomplete", &params).unwrap()
    };
    for (server, wanted) in
        [("iis", "certlm.msc"), ("nginx", "ssl_certificate"), ("tomcat", "keytool"), ("caddy", "curl")]
    {
        assert!(fix(server).contains(wanted), "{server}: {}", fix(server));
    }
}

/// A parameter is money where its name says so, and nowhere else.
#[test]
fn counts_are_no_money() {
    for (code, params, wanted) in [
        ("certificate_sct_too_few", &[("found", "2"), ("needed", "3"), ("days", "199")][..], ["3個", "want 3."]),
        ("site_scts_missing", &[("found", "0"), ("needed", "2")], ["2個を", "ask for 2."]),
        ("points_insufficient", &[("needed_yen", "1320"), ("balance_yen", "0")], ["1,320円", "¥1,320"]),
    ] {
        let params: Vec<_> = params.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        for (locale, wanted) in Locale::ALL.into_iter().zip(wanted) {
            let said = warifu_render::message(locale, code, &params);
            assert!(said.contains(wanted), "{said}");
        }
    }
}

/// Messages are parsed one by one: a message may use terms, but no other message.
#[test]
fn no_message_uses_another() {
    for locale in Locale::ALL {
        for file in files(&root().join("locales").join(locale.tag()), "ftl") {
            let source = fs::read_to_string(&file).unwrap();
            let braces = source.split('{').skip(1).map(str::trim_start);
            let other = braces.filter(|inside| inside.starts_with(|c: char| c.is_ascii_alphabetic()));
            let other: Vec<_> = other.map(|inside| inside.lines().next().unwrap_or_default()).collect();
            assert_eq!(other, Vec::<&str>::new(), "{}", file.display());
        }
    }
}
