//! What: underscore in a name. Why: host names have letters, digits and hyphens only; CAs stopped making exceptions
//! in 2019. Source: BR 7.1.2.7.12, SC-012. How to fix: give the host a name without an underscore, and order a
//! certificate for that.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_underscore",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12, SC-012",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names_refused("underscore") {
        report.add(RULE.finding().with("name", name));
    }
}
