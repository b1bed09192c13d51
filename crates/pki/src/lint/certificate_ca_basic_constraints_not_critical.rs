//! What: CA's basicConstraints not critical. Why: no program may pass over what a CA is allowed to do. Source: RFC
//! 5280 4.2.1.9, BR 7.1.2.10.4. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::BASIC_CONSTRAINTS;

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_basic_constraints_not_critical",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.9, BR 7.1.2.10.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.is_critical(BASIC_CONSTRAINTS), &RULE);
}
