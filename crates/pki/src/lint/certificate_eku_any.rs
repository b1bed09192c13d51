//! What: for any purpose. Why: a server's key must not sign programs or mail. Source: BR 7.1.2.7.10. How to fix: the
//! CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_eku_any",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const ANY: &[u8] = &[0x55, 0x1d, 0x25, 0x00];
    report.add_if(case.view.purposes.iter().flatten().any(|purpose| *purpose == ANY), &RULE);
}
