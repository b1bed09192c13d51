//! What: the CSR and the application name different organisations, places or countries. Why: the CA certifies one of
//! them, and a certificate cannot be edited later. Source: the help page on CSRs, BR 3.2.2.1. How to fix: correct
//! whichever is wrong.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::subject::folded;

pub(super) static RULE: Rule = Rule {
    code: "subject_mismatch",
    severity: Severity::Error,
    source: "BR 3.2.2.1",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for (kind, value) in &case.wanted.application {
        let Some(stands) = case.csr.subject().first(*kind) else { continue };
        if folded(stands) != folded(value) {
            let finding = RULE.finding().on(kind.short()).with("csr", visible(&stands));
            report.add(finding.with("application", visible(&value)));
        }
    }
}
