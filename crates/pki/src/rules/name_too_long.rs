//! What: a name over 253 octets, or a label over 63. Why: DNS cannot carry it. Source: RFC 1035 section 2.3.4. How to
//! fix: a shorter name.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_too_long",
    severity: Severity::Error,
    source: "RFC 1035 section 2.3.4, BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
