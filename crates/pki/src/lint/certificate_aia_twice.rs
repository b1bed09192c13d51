//! What: the same address twice. Why: a second address is there for when the first fails. Source: BR 7.1.2.7.7. How
//! to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity, repeated};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aia_twice",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let entries = case.view.access.iter().flatten().map(|(method, name)| (*method, name.body.to_ascii_lowercase()));
    report.add_if(!repeated(entries).is_empty(), &RULE);
}
