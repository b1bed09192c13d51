//! What: an emailAddress in the CSR, as Plesk writes it. Why: it is accepted, and not put in the certificate. Source:
//! BR 7.1.4.2, the help page on Plesk. How to fix: nothing.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_email_ignored",
    severity: Severity::Notice,
    source: "BR 7.1.4.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let refused = case.rules.field(AttributeKind::EmailAddress).refused;
    if let Some(value) = case.csr.subject().first(AttributeKind::EmailAddress).filter(|_| !refused) {
        report.add(RULE.finding().on(AttributeKind::EmailAddress.short()).with("value", visible(&value)));
    }
}
