//! What: subject value too long. Why: programs set aside room for the standard's limits; a longer value may be cut or
//! refused. Source: RFC 5280 A.1, BR 7.1.4.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_too_long",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 A.1, BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in &case.view.subject {
        let Some(known) = attribute.known else { continue };
        // Octets are never fewer than characters; nearly every value passes by them.
        if attribute.text.len() <= known.chars_max {
            continue;
        }
        let chars = attribute.text.chars().count();
        if chars > known.chars_max {
            let finding = RULE.finding().with("attribute", known.name).with("chars", chars);
            report.add(finding.with("chars_max", known.chars_max));
        }
    }
}
