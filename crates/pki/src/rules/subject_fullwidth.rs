//! What: full-width letters, digits or blanks where the CA takes half-width ones only; the finding offers that form.
//! Why: they look alike, but are other characters. Source: the rule set's own (`catalogue/rules`). How to fix: type the
//! field with half-width characters.

use super::{Applies, Case, Report, Rule, Severity};
use crate::subject::{half_width, is_japanese};

pub(super) static RULE: Rule = Rule {
    code: "subject_fullwidth",
    severity: Severity::Error,
    source: "rule set",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes().filter(|attribute| !attribute.text.is_ascii()) {
        let (field, is_japanese) = (case.rules.field(attribute.kind), attribute.text.chars().any(is_japanese));
        // A Japanese name may have them, where the CA takes Japanese.
        let takes = |c: char| field.takes(c, is_japanese) && (is_japanese || field.allowed.is_some());
        let wide = |c: &char| half_width(*c) != *c && !takes(*c) && field.takes(half_width(*c), false);
        if let Some((character, position)) = attribute.text.chars().zip(1_usize..).find(|(c, _)| wide(c)) {
            let half: String = attribute.text.chars().map(half_width).collect();
            let finding = RULE.finding().on(attribute.kind.short()).with("value", &attribute.text).with("half", &half);
            let finding = finding.with("reason", if case.takes(attribute.kind, &half) { "offered" } else { "refused" });
            report.add(finding.with("character", character).with("position", position));
        }
    }
}
