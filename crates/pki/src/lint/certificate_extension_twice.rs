//! What: the same extension twice. Why: one program reads the first, another the last, so that the certificate means
//! two things. Source: RFC 5280 4.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity, repeated};

pub(super) static RULE: Rule = Rule {
    code: "certificate_extension_twice",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let view = &case.view;
    for oid in repeated(view.extensions.iter().map(|extension| extension.oid)) {
        let name = view.extension(oid).and_then(super::view::Extension::name).unwrap_or("other");
        report.add(RULE.finding().with("extension", name));
    }
}
