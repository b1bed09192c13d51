//! What: default value spelled out. Why: a certificate has exactly one correct encoding; strict programs refuse any
//! other. Source: X.690 11.5. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_extension_default_written",
    severity: Severity::Warning,
    scope: Scope::Any,
    source: "X.690 11.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let view = &case.view;
    for name in view.extensions.iter().filter(|e| e.default_written).filter_map(super::view::Extension::name) {
        report.add(RULE.finding().with("extension", name));
    }
    if view.basic.is_some_and(|basic| basic.default_written) {
        report.add(RULE.finding().with("extension", "basicConstraints"));
    }
}
