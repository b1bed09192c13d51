//! What: only an OCSP address. Why: some programs mend a missing intermediate with this address. Source: BR
//! 7.1.2.7.7. How to fix: make sure that your server sends the intermediate.

use super::view::{AUTHORITY_INFO_ACCESS, CA_ISSUERS};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_issuers_missing",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has(AUTHORITY_INFO_ACCESS) && case.view.access_to(CA_ISSUERS).next().is_none(), &RULE);
}
