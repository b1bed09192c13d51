//! What: an attribute that is not one of the usual ones. Why: it is not put in the certificate, and rarely meant.
//! Source: BR 7.1.4.2. How to fix: nothing, or leave it out.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_unknown",
    severity: Severity::Notice,
    source: "BR 7.1.4.2",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for text in case.csr.subject().all(AttributeKind::Other) {
        report.add(RULE.finding().with("value", visible(&text)));
    }
}
