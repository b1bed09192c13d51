//! What: blanks, tabs or line ends around a subject value, or two in a row. Why: they cannot be seen, and comparisons go
//! wrong: browsers pass over them, CAs and registers may not. Source: RFC 4518 section 2.6.1 (insignificant blanks). How
//! to fix: take them out; the finding gives the value without them.

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_padded",
    severity: Severity::Warning,
    source: "RFC 4518 section 2.6.1",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes() {
        let text = attribute.text.as_str();
        // What is nothing but blanks is for another rule.
        if text.trim().is_empty() {
            continue;
        }
        let inner = text.trim_end().chars().count();
        let mut before = true;
        let surplus = text.chars().zip(1_usize..).find(|(c, position)| {
            let is_blank = c.is_whitespace();
            let found = is_blank && (before || *position > inner);
            before = is_blank;
            found
        });
        if let Some((_, position)) = surplus {
            let trimmed = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let reason = if case.takes(attribute.kind, &trimmed) { "offered" } else { "refused" };
            let finding = RULE.finding().on(attribute.kind.short()).with("value", visible(text));
            report.add(finding.with("trimmed", trimmed).with("reason", reason).with("position", position));
        }
    }
}
