//! What: subject value that says nothing. Why: a field that does not apply is left out; “-” and the like would be
//! shown as if somebody had checked it. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_not_applicable",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let empty = |text: &str| {
        let text = text.trim();
        text.chars().all(|c| !c.is_alphanumeric()) || text.eq_ignore_ascii_case("n/a")
    };
    for attribute in case.view.subject.iter().filter(|attribute| empty(attribute.text)) {
        report.add(RULE.finding().with("attribute", attribute.name()).with("value", attribute.text));
    }
}
