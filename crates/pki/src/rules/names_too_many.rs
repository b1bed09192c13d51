//! What: more names than the product takes. Why: the CA would refuse, or charge otherwise. Source: the product. How to
//! fix: fewer names, or a multi-domain product.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "names_too_many", severity: Severity::Error, source: "product", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    let (count, max) = (case.names.len(), case.wanted.names_max);
    if count > max {
        report.add(RULE.finding().on(case.names_field()).with("names", count).with("names_max", max));
    }
}
