//! What: star in the wrong place. Why: a wildcard is exactly “*.” in front of a name; browsers ignore every other
//! star. Source: BR 7.1.2.7.12, RFC 9525 6.3. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_wildcard_shape",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12, RFC 9525 6.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names_refused("wildcard_shape") {
        report.add(RULE.finding().with("name", name));
    }
}
