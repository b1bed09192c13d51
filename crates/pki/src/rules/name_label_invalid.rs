//! What: a label with hyphens at positions 3 and 4 that is no valid `xn--` label. Why: only such labels may look so,
//! and browsers show nothing sensible for broken ones. Source: BR 7.1.2.7.12 (P-Label), RFC 5890, RFC 5891. How to fix:
//! convert the Unicode name anew.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_label_invalid",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12, RFC 5890",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
