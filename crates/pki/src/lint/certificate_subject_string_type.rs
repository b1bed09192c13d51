//! What: subject value of a wrong string type. Why: c and serialNumber are PrintableString, DC and emailAddress
//! IA5String; another type makes equal names unequal. Source: RFC 5280 A.1. How to fix: make the certificate anew
//! without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_string_type",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 A.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in &case.view.subject {
        if let Some(known) = attribute.known.filter(|known| known.is_wrong_type(attribute.tag)) {
            report.add(RULE.finding().with("attribute", known.name));
        }
    }
}
