//! What: basicConstraints not critical. Why: it says that this certificate cannot issue others; no program may pass
//! over it. Source: BR 7.1.2.7.6. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::BASIC_CONSTRAINTS;

pub(super) static RULE: Rule = Rule {
    code: "certificate_basic_constraints_not_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.basic.is_some() && !case.view.is_critical(BASIC_CONSTRAINTS), &RULE);
}
