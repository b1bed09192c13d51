//! What: IP address written as a DNS name. Why: programs look for addresses among the IP addresses of the SAN only,
//! so this entry never matches. Source: BR 7.1.2.7.12. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_is_address",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names_refused("ip_address") {
        report.add(RULE.finding().with("name", name));
    }
}
