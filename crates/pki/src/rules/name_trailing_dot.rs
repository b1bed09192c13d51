//! What: a name with a dot at its end. Why: right in a zone file, but certificates carry names without it; the shop
//! asks for it so. Source: BR 7.1.2.7.12. How to fix: nothing, or make the CSR without the dot.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_trailing_dot",
    severity: Severity::Warning,
    source: "BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // Of one that is refused without the dot as well, another rule says why.
    let is_taken = |text: &&String| text.parse().is_ok_and(|name| !case.refuses(&name));
    for name in case.csr.dotted_names().iter().filter(is_taken) {
        report.add(RULE.finding().with("name", name));
    }
}
