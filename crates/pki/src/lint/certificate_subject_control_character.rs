//! What: control character in the subject. Why: a zero octet or line break in a name has been used to show one name
//! and mean another. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_control_character",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.view.subject.iter().filter(|attribute| attribute.text.chars().any(char::is_control)) {
        report.add(RULE.finding().with("attribute", attribute.name()));
    }
}
