//! What: subject value with octets that its type does not allow. Why: printableString has no *, @, _ and &; what does
//! not fit its type is shown differently by every program. Source: RFC 5280 4.1.2.4, X.680 41. How to fix: make the
//! certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_bad_octets",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.4, X.680 41",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.view.subject.iter().filter(|a| a.known.is_some() && !a.well_encoded) {
        report.add(RULE.finding().with("attribute", attribute.name()));
    }
}
