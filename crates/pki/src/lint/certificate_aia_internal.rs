//! What: address of the CA under an internal name. Why: nobody outside the CA's own network reaches it. Source: BR
//! 7.1.2.7.7, 4.2.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::DnsName;

pub(super) static RULE: Rule = Rule {
    code: "certificate_aia_internal",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7, 4.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for (_, address) in case.view.access.iter().flatten().filter(|(_, address)| address.is_http()) {
        let text = address.text();
        let host = text.split(['/', ':', '?', '#']).nth(3).unwrap_or_default();
        let is_internal = |name: &DnsName| name.public_suffix().is_none() || name.is_reserved();
        if DnsName::parse(host).is_ok_and(|name| is_internal(&name)) {
            report.add(RULE.finding().with("address", text));
        }
    }
}
