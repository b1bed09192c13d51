//! What: serial number too long. Why: programs set aside 20 octets for it; a longer one may be cut or refused.
//! Source: RFC 5280 4.1.2.2. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_serial_too_long",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const OCTETS_MAX: usize = 20;
    let octets = case.view.serial.len();
    if octets > OCTETS_MAX {
        report.add(RULE.finding().with("octets", octets).with("octets_max", OCTETS_MAX));
    }
}
