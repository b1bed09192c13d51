//! What: an attribute that this CA does not want to see in a request at all, such as OU. Why: it sends the request
//! back, whatever the product. Source: the rule set's own (`catalogue/rules`). How to fix: make the CSR without the
//! field.

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule =
    Rule { code: "subject_refused", severity: Severity::Error, source: "rule set", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    for (kind, _) in case.rules.subject.iter().filter(|(_, field)| field.refused) {
        if let Some(value) = case.csr.subject().first(kind) {
            report.add(RULE.finding().on(kind.short()).with("value", visible(&value)));
        }
    }
}
