//! What: SANs of the CSR that the application does not ask for. Why: the certificate will carry the application's names
//! only, so a server set up by the CSR may miss one. Source: shops take SANs from the form. How to fix: add the names
//! to the application, or let it be.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "names_mismatch",
    severity: Severity::Warning,
    source: "product: names come from the form",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.wanted.names.is_empty() {
        return;
    }
    let is_common_name =
        |name: &&crate::DnsName| case.csr.common_name().is_some_and(|cn| cn.eq_ignore_ascii_case(name.as_str()));
    let missing = case.csr.names().iter().filter(|name| !case.names.contains(name) && !is_common_name(name));
    let missing: Vec<_> = missing.map(|name| name.as_str()).collect();
    if !missing.is_empty() {
        report.add(RULE.finding().on("names").with("names", missing.join(" ")));
    }
}
