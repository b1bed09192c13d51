//! What: a name, or the part behind `*.`, that is a public suffix such as `co.jp`. Why: nobody controls all that is
//! below it. Source: BR 3.2.2.6 (ICANN section of the list). How to fix: ask for your own domain.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_public_suffix",
    severity: Severity::Error,
    source: "BR 3.2.2.6",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names.iter().filter(|name| name.is_public_suffix()) {
        report.add(RULE.finding().on(case.names_field()).with("name", name));
    }
}
