//! What: a country whose organisations this CA does not take. Why: it cannot check their registers. Source: the rule
//! set's own (`catalogue/rules`). How to fix: another product.

use super::{Applies, Case, Report, Rule, Severity, subject_country::is_listed, visible};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_country_refused",
    severity: Severity::Error,
    source: "rule set",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(taken) = &case.rules.countries else { return };
    let refused = |code: &&str| is_listed(code) && !taken.iter().any(|known| known == code);
    for code in case.csr.subject().all(AttributeKind::Country).filter(refused) {
        report.add(RULE.finding().on("C").with("value", visible(&code)).with("taken", taken.join(" ")));
    }
}
