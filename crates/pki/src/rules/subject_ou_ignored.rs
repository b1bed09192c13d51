//! What: an OU in the CSR, blank or not. Why: no public certificate carries one any more, so it is left out. Source: BR
//! 7.1.2.7.4 and its siblings (since 2022-09-01). How to fix: nothing.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_ou_ignored",
    severity: Severity::Notice,
    source: "BR 7.1.2.7.4 (2022-09-01)",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let refused = case.rules.field(AttributeKind::OrganizationalUnit).refused;
    if let Some(value) = case.csr.subject().first(AttributeKind::OrganizationalUnit).filter(|_| !refused) {
        report.add(RULE.finding().on(AttributeKind::OrganizationalUnit.short()).with("value", visible(&value)));
    }
}
