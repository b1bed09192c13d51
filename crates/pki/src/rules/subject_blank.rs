//! What: a subject value of nothing but blanks, hyphens, dots and the like. Why: it says "not applicable", which a
//! certificate may not. Source: BR 7.1.4.2. How to fix: leave the field out. (OU is left out of every certificate
//! anyway.)

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "subject_blank",
    severity: Severity::Error,
    source: "BR 7.1.4.2",
    applies: Applies::SubjectPrinted,
    check,
};

/// Marks people write for "none": hyphens and dots of all widths, and the like.
const MARKS: &str = ".-*_/?\u{30fc}\u{ff0d}\u{2015}\u{2010}\u{30fb}\u{3002}";

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes() {
        if attribute.text.chars().all(|c| c.is_whitespace() || MARKS.contains(c)) {
            report.add(RULE.finding().on(attribute.kind.short()).with("value", attribute.text.escape_debug()));
        }
    }
}
