//! What: revocation list not at an http address. Why: the list is signed itself; https would need another certificate
//! to check this one, and ldap is out of use. Source: BR 7.1.2.11.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_crl_not_http",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.11.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.view.crl.iter().flatten().flat_map(|point| &point.names).filter(|name| !name.is_http()) {
        report.add(RULE.finding().with("address", name.text()));
    }
}
