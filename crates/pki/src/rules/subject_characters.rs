//! What: a character that the CA does not take in this field; the finding shows the first and its place. Why: the CA
//! would send the request back. Source: the rule set's own (`catalogue/rules`). How to fix: write the field with the
//! allowed characters.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::{
    AttributeKind,
    subject::{half_width, is_japanese},
};

pub(super) static RULE: Rule = Rule {
    code: "subject_characters",
    severity: Severity::Error,
    source: "rule set",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // What is no country code has a rule of its own.
    for attribute in case.printed_attributes().filter(|attribute| attribute.kind != AttributeKind::Country) {
        let (field, is_japanese) = (case.rules.field(attribute.kind), attribute.text.chars().any(is_japanese));
        // Full-width forms of allowed characters are `subject_fullwidth`'s to report.
        let first = attribute
            .text
            .chars()
            .zip(1_usize..)
            .find(|(c, _)| !field.takes(*c, is_japanese) && !field.takes(half_width(*c), false));
        if let Some((character, position)) = first {
            let finding = RULE.finding().on(attribute.kind.short()).with("value", visible(&attribute.text));
            report.add(finding.with("character", visible(&character)).with("position", position));
        }
    }
}
