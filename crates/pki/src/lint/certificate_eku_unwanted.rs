//! What: further purpose. Why: a server certificate should be for servers only. Source: BR 7.1.2.7.10. How to fix:
//! nothing now; the certificate works.

use super::{Case, Report, Rule, Scope, Severity};
use crate::digest::hex;

pub(super) static RULE: Rule = Rule {
    code: "certificate_eku_unwanted",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for purpose in case.view.purposes.iter().flatten() {
        // serverAuth and clientAuth; what other rules speak of; and the precertificate signing CA's.
        let spoken_of = matches!(purpose, [0x2b, 6, 1, 5, 5, 7, 3, 1 | 2 | 3 | 4 | 8 | 9] | [0x55, 0x1d, 0x25, 0]);
        if !spoken_of {
            report.add(RULE.finding().with("oid", hex(purpose)));
        }
    }
}
