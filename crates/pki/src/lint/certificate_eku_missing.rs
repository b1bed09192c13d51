//! What: no extended key usage. Why: without the extension the certificate would be good for every purpose. Source:
//! BR 7.1.2.7.10. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::EXTENDED_KEY_USAGE;

pub(super) static RULE: Rule = Rule {
    code: "certificate_eku_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(EXTENDED_KEY_USAGE), &RULE);
}
