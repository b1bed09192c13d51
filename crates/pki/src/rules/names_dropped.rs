//! What: SANs that are neither names nor addresses, such as mail addresses. Why: a server certificate has no place for
//! them. Source: BR 7.1.2.7.12. How to fix: nothing; the rest of the request stands.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "names_dropped",
    severity: Severity::Notice,
    source: "BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    match case.csr.dropped_names() {
        0 => {}
        names => report.add(RULE.finding().with("names", names)),
    }
}
