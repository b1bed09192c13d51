//! What: a name written with Unicode characters. Why: certificates carry the A-label form, which the finding offers.
//! Source: BR 7.1.2.7.12, RFC 5890. How to fix: make the CSR with the form that begins with `xn--`.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_unicode",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12, RFC 5890",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
