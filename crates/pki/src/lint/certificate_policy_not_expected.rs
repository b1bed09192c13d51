//! What: another kind than ordered. Why: the kind says what was validated: control of the names only, or also who
//! stands behind them. Source: BR 7.1.6.1. How to fix: check that this is the right certificate; if so, tell the CA.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Level, Profile};

pub(super) static RULE: Rule = Rule {
    code: "certificate_policy_not_expected",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.6.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let Level::Public(expected) = case.expected.level else { return };
    let found = case.view.policies.iter().flatten().find_map(|policy| Profile::of(policy.oid));
    if found != Some(expected) {
        let found = found.map_or("none", Profile::as_str);
        report.add(RULE.finding().with("found", found).with("expected", expected.as_str()));
    }
}
