//! What: a subject value of nothing but blanks, hyphens, dots and the like, or a word such as `N/A`. Why: it says "not applicable", which a
//! certificate may not. Source: BR 7.1.4.2. How to fix: leave the field out. (OU is left out of every certificate
//! anyway.)

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_blank",
    severity: Severity::Error,
    source: "BR 7.1.4.2",
    applies: Applies::SubjectPrinted,
    check,
};

/// Marks people write for "none": hyphens and dots of all widths, and the like.
const MARKS: &str = ".-*_/?\u{30fc}\u{ff0d}\u{2015}\u{2010}\u{30fb}\u{3002}";

/// Words for the same, in small letters; the last two are Japanese.
const WORDS: [&str; 7] =
    ["n/a", "n.a.", "none", "null", "not applicable", "\u{306a}\u{3057}", "\u{8a72}\u{5f53}\u{306a}\u{3057}"];

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes() {
        let text = attribute.text.trim();
        if text.chars().all(|c| c.is_whitespace() || MARKS.contains(c))
            || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        {
            report.add(RULE.finding().on(attribute.kind.short()).with("value", visible(&attribute.text)));
        }
    }
}
