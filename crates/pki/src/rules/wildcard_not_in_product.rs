//! What: a name with `*.` on a product without wildcards. Why: the CA would refuse the order. Source: the product; all
//! CAs judge so. How to fix: a wildcard product, or the names one by one.

use super::{Applies, Case, Report, Rule, Severity, Wildcard};

pub(super) static RULE: Rule = Rule {
    code: "wildcard_not_in_product",
    severity: Severity::Error,
    source: "product",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.wanted.wildcard != Wildcard::Forbid {
        return;
    }
    for name in case.names.iter().filter(|name| name.is_wildcard()) {
        report.add(RULE.finding().on(case.names_field()).with("name", name));
    }
}
