//! What: policy constraints not critical. Why: a program that does not know the extension would accept policies that
//! the CA may not issue under. Source: RFC 5280 4.2.1.11, 4.2.1.14. How to fix: make the certificate anew without
//! this fault.

use super::view::{Extension, INHIBIT_ANY_POLICY, POLICY_CONSTRAINTS};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_constraints_not_critical",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.11, 4.2.1.14",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let ours = |e: &&Extension<'_>| e.oid == POLICY_CONSTRAINTS || e.oid == INHIBIT_ANY_POLICY;
    for name in case.view.extensions.iter().filter(ours).filter(|e| !e.critical).filter_map(Extension::name) {
        report.add(RULE.finding().with("extension", name));
    }
}
