//! What: no issuer name. Why: without the issuer's name no program finds the chain. Source: RFC 5280 4.1.2.4. How to
//! fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_issuer_empty",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.certificate.issuer().is_empty(), &RULE);
}
