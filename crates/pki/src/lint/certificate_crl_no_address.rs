//! What: revocation list without an address. Why: programs fetch the list from an address; other ways of naming it
//! are not looked up. Source: BR 7.1.2.11.2. How to fix: the CA issues the certificate anew.

use super::view::URI;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_crl_no_address",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.11.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let points = || case.view.crl.iter().flatten();
    report.add_if(points().any(|point| !point.names.iter().any(|name| name.tag == URI)), &RULE);
}
