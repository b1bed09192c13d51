//! What: certificate version. Why: only version 3 can carry the names and limits that browsers look for. Source: RFC
//! 5280 4.1.2.1, BR 7.1.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_version",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.1, BR 7.1.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // An old root of version 1 is trusted by itself; it only must not say what that version cannot.
    let bare_root = case.view.extensions.is_empty() && case.certificate.is_self_issued();
    if case.view.version != 2 && !bare_root {
        report.add(RULE.finding().with("version", case.view.version + 1));
    }
}
