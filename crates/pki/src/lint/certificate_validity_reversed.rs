//! What: ends before it begins. Why: such a certificate is never valid. Source: RFC 5280 4.1.2.5. How to fix: make
//! the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_validity_reversed",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.certificate.not_after() < case.certificate.not_before(), &RULE);
}
