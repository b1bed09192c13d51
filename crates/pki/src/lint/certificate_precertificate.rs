//! What: precertificate. Why: it is made so that every program refuses it: it shows what a CA is about to issue.
//! Source: RFC 6962 3.1. How to fix: take the certificate that the CA delivered, not one found in a log.

use super::view::PRECERTIFICATE_POISON;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_precertificate",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 6962 3.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has(PRECERTIFICATE_POISON), &RULE);
}
