//! What: CA without a name. Why: certificates name their issuer; an empty name leads nowhere. Source: RFC 5280
//! 4.1.2.6. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_subject_empty",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.1.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.subject.is_empty(), &RULE);
}
