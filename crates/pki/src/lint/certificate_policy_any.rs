//! What: any policy. Why: that is for CAs; a server certificate says by which rules it was issued. Source: BR
//! 7.1.2.7.9. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::build::ANY_POLICY;

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_any",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.policies.iter().flatten().any(|policy| policy.oid == ANY_POLICY), &RULE);
}
