//! What: issuer's address that is not http. Why: what is fetched is signed itself; https would need another
//! certificate to check this one. Source: BR 7.1.2.7.7. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aia_not_http",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for (_, name) in case.view.access.iter().flatten().filter(|(_, name)| !name.is_http()) {
        report.add(RULE.finding().with("address", name.text()));
    }
}
