//! What: the same name twice among the SANs. Why: a certificate has each once, so one entry may have been meant to be
//! another. Source: BR 7.1.2.7.12. How to fix: look whether a name was mistyped.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "names_duplicate",
    severity: Severity::Notice,
    source: "BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.csr.repeated_names() {
        report.add(RULE.finding().with("name", name));
    }
}
