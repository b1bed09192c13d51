//! What: issued under a browsers' root for servers, but without a policy OID of the CA/Browser Forum. Why: only that says
//! what was validated. A private CA's certificate needs none. Source: BR 7.1.2.7.9. How to fix: the CA issues the
//! certificate anew.

use super::{Case, Level, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_missing",
    severity: Severity::Error,
    scope: Scope::Leaf,
    source: "BR 7.1.2.7.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let is_for_servers = case.certificate.server_auth() != Some(false);
    report.add_if(case.expected.level == Level::Trusted && case.profile.is_none() && is_for_servers, &RULE);
}
