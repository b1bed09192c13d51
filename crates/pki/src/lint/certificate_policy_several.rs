//! What: more than one kind. Why: a certificate is either DV, OV, IV or EV; each has its own rules. Source: BR
//! 7.1.6.1. How to fix: the CA issues the certificate anew.

use super::Profile;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_several",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.6.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let profiles = || case.view.policies.iter().flatten().filter_map(|policy| Profile::of(policy.oid));
    if profiles().nth(1).is_some() {
        let names: Vec<_> = profiles().map(Profile::as_str).collect();
        report.add(RULE.finding().with("profiles", names.join(" ")));
    }
}
