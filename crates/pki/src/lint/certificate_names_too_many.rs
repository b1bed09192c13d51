//! What: more names than are looked at. Why: no CA issues such certificates, and each handshake would send them all.
//! Source: RFC 5280 4.2.1.6. How to fix: split the names over several certificates.

use super::case::NAMES_MAX;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_names_too_many",
    severity: Severity::Warning,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let names = case.view.alt_names.as_ref().map_or(0, Vec::len);
    if names > NAMES_MAX {
        report.add(RULE.finding().with("names", names).with("names_max", NAMES_MAX));
    }
}
