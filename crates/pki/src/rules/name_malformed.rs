//! What: a CN or SAN that is not a DNS name: blanks, other characters, two dots in a row, a hyphen at a label's end.
//! Why: CAs refuse the request, or would certify something else than was meant. Source: BR 7.1.2.7.12. How to fix:
//! write the name as DNS has it.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_malformed",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
