//! What: not valid yet. Why: before its first second browsers warn every visitor. Source: RFC 5280 4.1.2.5. How to
//! fix: check the clock of this computer; else wait until the certificate begins.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_not_yet_valid",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let not_before = case.certificate.not_before();
    if not_before > case.expected.at {
        report.add(RULE.finding().with("not_before", not_before));
    }
}
