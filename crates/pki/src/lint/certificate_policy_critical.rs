//! What: certificatePolicies critical. Why: programs that do not know one of the policies would refuse the
//! certificate. Source: BR 7.1.2.7.9. How to fix: the CA issues the certificate anew.

use super::view::CERTIFICATE_POLICIES;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.is_critical(CERTIFICATE_POLICIES), &RULE);
}
