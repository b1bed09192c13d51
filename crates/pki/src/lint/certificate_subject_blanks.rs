//! What: blanks around a subject value. Why: blanks that nobody sees make equal names unequal. Source: BR 7.1.4.2.
//! How to fix: nothing now; look at the data of your next order.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_blanks",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.view.subject.iter().filter(|attribute| attribute.text.trim() != attribute.text) {
        report.add(RULE.finding().with("attribute", attribute.name()));
    }
}
