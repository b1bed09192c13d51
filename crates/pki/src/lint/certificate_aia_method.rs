//! What: other access method. Why: programs know these two only. Source: BR 7.1.2.7.7. How to fix: the CA issues the
//! certificate anew.

use super::view::{CA_ISSUERS, OCSP};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aia_method",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.access.iter().flatten().any(|(method, _)| *method != OCSP && *method != CA_ISSUERS), &RULE);
}
