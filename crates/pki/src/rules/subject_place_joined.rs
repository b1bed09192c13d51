//! What: a place and its kind in one word, such as `Chiyodaku`. Why: this CA wants `Chiyoda-ku` or `Chiyoda ku`. Source:
//! GlobalSign JP, guide to the distinguished name (2025-01). How to fix: a hyphen or a space between the two.

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_place_joined",
    severity: Severity::Warning,
    source: "GlobalSign JP (2025-01)",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.rules.places.is_empty() {
        return;
    }
    for attribute in case.printed_attributes() {
        for word in attribute.text.split([' ', '-', ',']) {
            let mut places = case.rules.places.iter().filter(|places| places.field == attribute.kind);
            if let Some(better) = places.find_map(|places| places.apart(word)) {
                let finding = RULE.finding().on(attribute.kind.short());
                report.add(finding.with("value", visible(&word)).with("better", better));
            }
        }
    }
}
