//! What: serial number short. Why: random serial numbers keep an attacker from foretelling what a CA will sign.
//! Source: BR 7.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_serial_short",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // 64 random bits fill eight octets; that they are random nobody can see from outside.
    const OCTETS_MIN: usize = 8;
    let octets = case.certificate.serial().len();
    if octets < OCTETS_MIN {
        report.add(RULE.finding().with("octets", octets).with("octets_min", OCTETS_MIN));
    }
}
