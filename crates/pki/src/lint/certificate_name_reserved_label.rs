//! What: invalid international name. Why: such parts are reserved; an invalid one may look like another site's name.
//! Source: BR 7.1.2.7.12, RFC 5890 2.3.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_reserved_label",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12, RFC 5890 2.3.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names_refused("reserved_label") {
        report.add(RULE.finding().with("name", name));
    }
}
