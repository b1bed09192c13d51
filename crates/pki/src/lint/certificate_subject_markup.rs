//! What: web markup in the subject. Why: the text came from a form and was not turned back; the name shown is not the
//! organisation's. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_markup",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const MARKUP: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#"];
    for attribute in
        case.view.subject.iter().filter(|a| a.text.contains('&') && MARKUP.iter().any(|m| a.text.contains(m)))
    {
        report.add(RULE.finding().with("attribute", attribute.name()).with("value", attribute.text));
    }
}
