//! What: no subject alternative names. Why: browsers look for a site's name in the SAN only, never in the common
//! name. Source: BR 7.1.2.7.12. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::SUBJECT_ALT_NAME;

pub(super) static RULE: Rule = Rule {
    code: "certificate_san_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(SUBJECT_ALT_NAME), &RULE);
}
