//! What: precertificate with timestamps. Why: the logs sign the precertificate; what they sign cannot hold their
//! signatures. Source: RFC 6962 3.1, 3.3. How to fix: the CA issues the certificate anew.

use super::view::{PRECERTIFICATE_POISON, SCT_LIST};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_precertificate_with_sct",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 6962 3.1, 3.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.has(PRECERTIFICATE_POISON) && case.view.has(SCT_LIST), &RULE);
}
