//! What: no name with `*.` on a wildcard product. Why: the CA takes such an order only with one. Source: the product;
//! all CAs judge so. How to fix: ask for `*.` and your domain, or choose a product for single hosts.

use super::{Applies, Case, Report, Rule, Severity, Wildcard};

pub(super) static RULE: Rule =
    Rule { code: "wildcard_missing", severity: Severity::Error, source: "product", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if case.wanted.wildcard == Wildcard::Require && !case.names.iter().any(|name| name.is_wildcard()) {
        report.add(RULE.finding().on(case.names_field()));
    }
}
