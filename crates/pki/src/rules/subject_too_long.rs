//! What: a subject value longer than its field takes, in characters. Why: the CA would refuse it. Source: BR 7.1.4.2
//! (table), RFC 5280 A.1. How to fix: the registered short form of the name.

use super::{Applies, Case, Report, Rule, Severity};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_too_long",
    severity: Severity::Error,
    source: "BR 7.1.4.2, RFC 5280 A.1",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // What is no country code has a rule of its own.
    for attribute in case.printed_attributes().filter(|attribute| attribute.kind != AttributeKind::Country) {
        let chars = attribute.text.chars().count();
        if let Some(max) = case.chars_max(attribute.kind, &attribute.text).filter(|max| chars > *max) {
            report.add(RULE.finding().on(attribute.kind.short()).with("chars", chars).with("chars_max", max));
        }
    }
}
