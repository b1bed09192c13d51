//! What: unknown critical extension. Why: a program must refuse a certificate with a critical extension that it does
//! not know. Source: RFC 5280 4.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::digest::hex;

pub(super) static RULE: Rule = Rule {
    code: "certificate_extension_unknown_critical",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for extension in case.view.extensions.iter().filter(|e| e.critical && e.name().is_none()) {
        report.add(RULE.finding().with("oid", hex(extension.oid)));
    }
}
