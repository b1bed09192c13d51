//! What: a star anywhere but as the whole leftmost label. Why: a certificate's wildcard stands for exactly one label in
//! front. Source: BR 1.6.1 (Wildcard Domain Name), RFC 9525 section 6.3. How to fix: `*.example.jp`.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_wildcard_shape",
    severity: Severity::Error,
    source: "BR 1.6.1, RFC 9525 section 6.3",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
