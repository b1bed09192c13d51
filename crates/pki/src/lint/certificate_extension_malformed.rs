//! What: extension that cannot be read. Why: a program that cannot read an extension refuses the certificate or
//! overlooks what it says. Source: RFC 5280 4.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_extension_malformed",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in &case.view.malformed {
        report.add(RULE.finding().with("extension", name));
    }
}
