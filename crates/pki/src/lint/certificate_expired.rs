//! What: expired. Why: after its last second browsers warn every visitor. Source: RFC 5280 4.1.2.5. How to fix:
//! install the newest certificate, or order a new one.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_expired",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let not_after = case.certificate.not_after();
    if not_after < case.expected.at {
        report.add(RULE.finding().with("not_after", not_after));
    }
}
