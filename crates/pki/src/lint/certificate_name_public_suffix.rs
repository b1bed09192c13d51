//! What: wildcard over a public suffix. Why: only whoever runs the whole suffix may have a certificate for everything
//! below it. Source: BR 3.2.2.6. How to fix: ask the CA how it proved control of all of them.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_public_suffix",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 3.2.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.good_names().filter(|name| name.is_wildcard() && name.is_public_suffix()) {
        report.add(RULE.finding().with("name", name));
    }
}
