//! What: reserved IP address. Why: anybody may use a reserved address on their own network, so a certificate for it
//! would be good against all of them. Source: BR 4.2.2, IANA special-purpose addresses. How to fix: use the public
//! address or a name, or a private CA for your own network.

use super::{Case, Report, Rule, Scope, Severity};
use crate::names::is_reserved_address;

pub(super) static RULE: Rule = Rule {
    code: "certificate_ip_reserved",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 4.2.2, IANA special-purpose addresses",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for address in case.addresses() {
        if is_reserved_address(address) {
            report.add(RULE.finding().with("address", address));
        }
    }
}
