//! What: address of the CA's rules. Why: everybody must be able to read by which rules the certificate was issued.
//! Source: BR 7.1.2.7.9. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_cps_address",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.policies.iter().flatten().any(|policy| policy.has_odd_cps), &RULE);
}
