//! What: SAN critical although there is a subject. Why: the mark is for certificates whose subject is empty;
//! elsewhere it breaks old programs for nothing. Source: BR 7.1.2.7.12. How to fix: the CA issues the certificate
//! anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::SUBJECT_ALT_NAME;

pub(super) static RULE: Rule = Rule {
    code: "certificate_san_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.subject.is_empty() && case.view.is_critical(SUBJECT_ALT_NAME), &RULE);
}
