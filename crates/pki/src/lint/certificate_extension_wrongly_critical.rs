//! What: extension marked critical that must not be. Why: older programs that do not know the extension would refuse
//! the certificate for nothing. Source: RFC 5280 4.2.1.1, 4.2.1.2, 4.2.1.8, 4.2.1.15, 4.2.2. How to fix: make the
//! certificate anew without this fault.

use super::view;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_extension_wrongly_critical",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.1, 4.2.1.2, 4.2.1.8, 4.2.1.15, 4.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const NEVER: [&[u8]; 6] = [
        view::AUTHORITY_INFO_ACCESS,
        crate::cert::AUTHORITY_KEY_ID,
        crate::cert::SUBJECT_KEY_ID,
        view::FRESHEST_CRL,
        view::SUBJECT_INFO_ACCESS,
        view::SUBJECT_DIRECTORY_ATTRIBUTES,
    ];
    let wrong = case.view.extensions.iter().filter(|e| e.critical && NEVER.contains(&e.oid));
    for name in wrong.filter_map(view::Extension::name) {
        report.add(RULE.finding().with("extension", name));
    }
}
