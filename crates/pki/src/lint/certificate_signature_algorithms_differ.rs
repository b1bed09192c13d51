//! What: two signature algorithms. Why: the outer one is not signed: whoever changed it could make a program check by
//! another algorithm. Source: RFC 5280 4.1.1.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_signature_algorithms_differ",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.1.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.certificate.algorithms_agree(), &RULE);
}
