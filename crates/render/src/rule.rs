//! What a rule asks for: its help page, and `warifu explain`.

use askama::Template;
use warifu_domain::Timestamp;
use warifu_pki::{
    Severity, Standards, chain, lint, pile, rules,
    sources::{Citation, citations},
};

use crate::{Chip, Page, Problem, Text};

/// Groups of rules in the order of the help page, each with the beginnings of its rules' codes. A rule belongs to the
/// group with the longest fitting beginning.
const GROUPS: &[(&str, &[&str])] = &[
    ("csr", &["csr_", "private_key_"]),
    ("names", &["name_", "names_", "cn_", "wildcard_"]),
    ("key", &["key_"]),
    ("subject", &["subject_", "country_", "ou_", "email_"]),
    ("certificate", &["certificate_"]),
    ("chain", &["chain_", "pile_"]),
    ("other", &[""]),
];

/// A rule in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWords {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// Why there is such a rule; empty when nobody wrote it.
    pub why: String,
    /// How to mend what it finds.
    pub fix: String,
    /// A good value or a command; empty when there is none.
    pub example: String,
    /// `error`, `warning` or `notice`; empty when it depends.
    pub severity: &'static str,
    /// The documents that ask for it.
    pub sources: Vec<Citation>,
    /// Since when it holds; `None` when it always has.
    pub in_force: Option<Timestamp>,
}

impl RuleWords {
    /// The rule or finding `code` in words; `None` for a code that nobody wrote a sentence for.
    pub fn of(text: Text, code: &str, standards: &Standards) -> Option<Self> {
        let general = Problem::general(text.locale, code)?;
        let say = |attribute: &str| text.find(&format!("finding-{code}.{attribute}"), &[]).unwrap_or_default();
        let rule = all().find(|(known, ..)| *known == code);
        let title = Some(say("title")).filter(|title| !title.is_empty()).unwrap_or(general.message);
        Some(Self {
            code: code.to_owned(),
            title,
            why: say("why"),
            fix: general.fix,
            example: say("example"),
            severity: rule.map_or("", |(_, severity, _)| severity.as_str()),
            sources: rule.map(|(.., source)| citations(source)).unwrap_or_default(),
            in_force: standards.in_force(code).map(Timestamp::from_unix_seconds),
        })
    }

    /// The severity as a chip.
    pub fn chip(&self, text: &Text) -> Chip {
        Chip::of_severity(*text, self.severity)
    }
}

/// The groups of rules, each with its rules in words, sorted by code.
pub fn groups(text: Text, standards: &Standards) -> Vec<(&'static str, Vec<RuleWords>)> {
    let mut groups: Vec<_> = GROUPS.iter().map(|(group, _)| (*group, vec![])).collect();
    for code in all().map(|(code, ..)| code).chain(others()) {
        let fitting = |begins: &&str| code.starts_with(*begins);
        let longest = GROUPS.iter().map(|(_, begins)| begins.iter().filter(|b| fitting(b)).map(|b| b.len()).max());
        // `max_by_key` would take the last of equals; `other` fits everything, with nothing.
        let best = longest.enumerate().max_by_key(|(_, length)| *length).map_or(0, |(at, _)| at);
        groups[best].1.extend(RuleWords::of(text, code, standards));
    }
    groups.retain(|(_, rules)| !rules.is_empty());
    groups
}

/// Code, severity and source of every rule for CSRs and certificates.
fn all() -> impl Iterator<Item = (&'static str, Severity, &'static str)> {
    let requests = rules::ALL.iter().map(|rule| (rule.code, rule.severity, rule.source));
    requests.chain(lint::ALL.iter().map(|rule| (rule.code, rule.severity, rule.source)))
}

/// The codes of findings that have a page and no one severity or source: those about chains and piles.
fn others() -> impl Iterator<Item = &'static str> {
    chain::CODES.iter().chain(pile::CODES).copied().filter(|code| all().all(|(known, ..)| known != *code))
}

/// The list of rules.
#[derive(Debug, Template)]
#[template(path = "help/rules.html")]
pub struct HelpRules {
    /// The frame.
    pub page: Page,
    /// See [`groups`].
    pub groups: Vec<(&'static str, Vec<RuleWords>)>,
}

/// One rule.
#[derive(Debug, Template)]
#[template(path = "help/rule.html")]
pub struct HelpRule {
    /// The frame.
    pub page: Page,
    /// The rule.
    pub rule: RuleWords,
}

impl Chip {
    /// The chip of a finding's severity.
    pub fn of_severity(text: Text, severity: &str) -> Self {
        let tone = match severity {
            _ if severity == Severity::Error.as_str() => "bad",
            _ if severity == Severity::Warning.as_str() => "wait",
            _ => "plain",
        };
        Self { tone, label: text.of_code("severity", severity) }
    }
}
