//! What: no address for the issuer's certificate. Why: some programs mend a missing intermediate with this address.
//! Source: BR 7.1.2.7.7. How to fix: make sure that your server sends the intermediate.

use super::view::AUTHORITY_INFO_ACCESS;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aia_missing",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(AUTHORITY_INFO_ACCESS), &RULE);
}
