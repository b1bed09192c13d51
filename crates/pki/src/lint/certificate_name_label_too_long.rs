//! What: part of a name too long. Why: DNS knows no longer parts, so no host can have this name. Source: RFC 1035
//! 2.3.4. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::names::LABEL_OCTETS_MAX;

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_label_too_long",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 1035 2.3.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names_refused("label_too_long") {
        report.add(RULE.finding().with("name", name).with("octets_max", LABEL_OCTETS_MAX));
    }
}
