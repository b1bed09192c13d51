//! What: SAN not critical although the subject is empty. Why: when the SAN is the only name, no program may pass over
//! it. Source: RFC 5280 4.2.1.6. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::SUBJECT_ALT_NAME;

pub(super) static RULE: Rule = Rule {
    code: "certificate_san_not_critical",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 5280 4.2.1.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let view = &case.view;
    report.add_if(view.subject.is_empty() && view.has(SUBJECT_ALT_NAME) && !view.is_critical(SUBJECT_ALT_NAME), &RULE);
}
