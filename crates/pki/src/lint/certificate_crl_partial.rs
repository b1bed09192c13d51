//! What: revocation list of parts. Why: hardly any program puts such lists together, so a revocation could be missed.
//! Source: BR 7.1.2.11.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_crl_partial",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.11.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.crl.iter().flatten().any(|point| point.is_partial), &RULE);
}
