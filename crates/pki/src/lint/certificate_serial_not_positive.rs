//! What: serial number zero or negative. Why: programs and revocation lists read such numbers differently, so that
//! the wrong certificate may be meant. Source: RFC 5280 4.1.2.2. How to fix: make the certificate anew without this
//! fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_serial_not_positive",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let positive = case.view.serial.first().is_some_and(|first| *first < 0x80) && case.certificate.serial() != [0];
    report.add_if(!positive, &RULE);
}
