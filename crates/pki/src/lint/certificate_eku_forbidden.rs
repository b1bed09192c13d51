//! What: purpose that a server certificate must not have. Why: a server's key must not sign programs, mail, time or
//! revocation answers. Source: BR 7.1.2.7.10. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_eku_forbidden",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for purpose in case.view.purposes.iter().flatten() {
        let name = match *purpose {
            [0x2b, 6, 1, 5, 5, 7, 3, 3] => "codeSigning",
            [0x2b, 6, 1, 5, 5, 7, 3, 4] => "emailProtection",
            [0x2b, 6, 1, 5, 5, 7, 3, 8] => "timeStamping",
            [0x2b, 6, 1, 5, 5, 7, 3, 9] => "OCSPSigning",
            _ => continue,
        };
        report.add(RULE.finding().with("purpose", name));
    }
}
