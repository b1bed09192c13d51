//! What: no keyUsage. Why: with keyUsage a key made for TLS cannot be misused for anything else. Source: BR
//! 7.1.2.7.6. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_missing",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_none(), &RULE);
}
