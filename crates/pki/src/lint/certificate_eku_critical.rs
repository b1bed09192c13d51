//! What: extKeyUsage critical. Why: in server certificates the extension is never marked so. Source: BR 7.1.2.7.6.
//! How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::EXTENDED_KEY_USAGE;

pub(super) static RULE: Rule = Rule {
    code: "certificate_eku_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.is_critical(EXTENDED_KEY_USAGE), &RULE);
}
