//! What: certificate for nobody. Why: a certificate binds a key to a name; without one it says nothing. Source: RFC
//! 5280 4.1.2.6. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::SUBJECT_ALT_NAME;

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_and_san_missing",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "RFC 5280 4.1.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.subject.is_empty() && !case.view.has(SUBJECT_ALT_NAME), &RULE);
}
