//! What: a place name in small letters only. Why: this CA takes `Tokyo` and `TOKYO`, not `tokyo`. Source: GlobalSign
//! JP, guide to the distinguished name (2025-01). How to fix: a capital at the beginning.

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_lower_case",
    severity: Severity::Error,
    source: "GlobalSign JP (2025-01)",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes() {
        let needed = case.rules.field(attribute.kind).capital_needed;
        let text = &attribute.text;
        if needed && text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase) {
            report.add(RULE.finding().on(attribute.kind.short()).with("value", visible(&text)));
        }
    }
}
