//! What: garbled characters in the subject. Why: text was read in one encoding and written in another; the name shown
//! is not the organisation's. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_mojibake",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // UTF-8 read as Latin-1 and written as UTF-8 again: `Ã©` for `é`.
    let garbled = |text: &str| {
        let lead = |c: char| matches!(c, '\u{c2}'..='\u{c3}');
        text.chars().zip(text.chars().skip(1)).any(|(a, b)| lead(a) && matches!(b, '\u{80}'..='\u{bf}'))
    };
    for attribute in case.view.subject.iter().filter(|a| !a.text.is_ascii() && garbled(a.text)) {
        report.add(RULE.finding().with("attribute", attribute.name()).with("value", attribute.text));
    }
}
