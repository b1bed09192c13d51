//! What: the same policy twice. Why: two entries for one policy may contradict each other. Source: RFC 5280 4.2.1.4.
//! How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity, repeated};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_twice",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let oids = case.view.policies.iter().flatten().map(|policy| policy.oid);
    report.add_if(!repeated(oids).is_empty(), &RULE);
}
