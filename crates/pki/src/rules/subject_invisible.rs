//! What: a character that nobody sees, such as a control character, a zero-width blank or a mark of writing direction,
//! where the CA's own table does not refuse it already. Why: the certificate would name another organisation than the
//! one that people read. Source: RFC 4518 section 2.2 (they are mapped away), BR 7.1.4.2. How to fix: type the field
//! anew instead of pasting it.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::{
    finding::is_hidden,
    subject::{half_width, is_japanese},
};

pub(super) static RULE: Rule = Rule {
    code: "subject_invisible",
    severity: Severity::Error,
    source: "RFC 4518 section 2.2, BR 7.1.4.2",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.printed_attributes().filter(|attribute| attribute.text.chars().any(is_hidden)) {
        let (field, is_japanese) = (case.rules.field(attribute.kind), attribute.text.chars().any(is_japanese));
        let taken = |c: char| field.takes(c, is_japanese) || field.takes(half_width(c), false);
        let hidden = attribute.text.chars().zip(1_usize..).find(|(c, _)| is_hidden(*c) && taken(*c));
        if let Some((character, position)) = hidden {
            let finding = RULE.finding().on(attribute.kind.short()).with("value", visible(&attribute.text));
            report.add(finding.with("character", visible(&character)).with("position", position));
        }
    }
}
