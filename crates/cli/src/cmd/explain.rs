//! `warifu explain`: what a rule asks for, without a shop. The same words stand on the page `/help/rules/CODE`.

use serde_json::json;
use warifu_render::{
    Text,
    rule::{RuleWords, groups},
};

use crate::{
    cmd::{Format, print, print_json},
    language::Language,
    parts::catalogue,
    stop::{Outcome, Stop},
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Code of a rule, as findings name it.
    code: Option<String>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    language: Language,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Stop> {
    let text = Text::of(args.language.locale());
    let standards = catalogue::standards()?;
    let Some(code) = &args.code else {
        let rules = groups(text, &standards).into_iter().flat_map(|(_, rules)| rules);
        match args.format {
            Format::Json => print_json(&json!({ "rules": rules.map(|rule| json(&rule)).collect::<Vec<_>>() }))?,
            Format::Text => {
                print(&rules.map(|rule| format!("{}: {}", rule.code, rule.title)).collect::<Vec<_>>().join("\n"))?;
            }
        }
        return Ok(Outcome::Fine);
    };
    let rule = RuleWords::of(text, code, &standards)
        .ok_or_else(|| Stop::new(text.t1("explain-unknown", "code", code)).hint("`warifu explain`"))?;
    match args.format {
        Format::Json => print_json(&json(&rule))?,
        Format::Text => print(&words(&rule, text))?,
    }
    Ok(Outcome::Fine)
}

fn words(rule: &RuleWords, text: Text) -> String {
    let cited = rule.sources.iter().map(|source| match &source.url {
        Some(url) => format!("{} <{url}>", source.text),
        None => source.text.clone(),
    });
    let since = rule.in_force.map(|from| format!("{}: {}", text.t("rules-in-force"), text.date(&from)));
    let parts = [
        (None, format!("{} [{}]", rule.title, rule.code)),
        (None, rule.why.clone()),
        (Some("report-fix"), rule.fix.clone()),
        (Some("report-example"), rule.example.clone()),
        (Some("report-source"), text.list(&cited.collect::<Vec<_>>())),
        (None, since.unwrap_or_default()),
    ];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let parts = parts.map(|(label, words)| match label {
        Some(label) => format!("{}: {words}", text.t(label)),
        None => words,
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

fn json(rule: &RuleWords) -> serde_json::Value {
    let sources = rule.sources.iter().map(|source| json!({ "text": source.text, "url": source.url }));
    json!({
        "code": rule.code,
        "severity": rule.severity,
        "title": rule.title,
        "why": rule.why,
        "fix": rule.fix,
        "example": rule.example,
        "sources": sources.collect::<Vec<_>>(),
        "in_force": rule.in_force.map(|from| from.to_string()),
    })
}
