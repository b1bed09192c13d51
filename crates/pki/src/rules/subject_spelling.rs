//! What: the CSR and the application differ by width, case or blanks only. Why: some CAs compare to the letter
//! (Sectigo: INC or K.K. is settled before submission). Source: the help page on CSRs, Sectigo JP (dtl_59). How to fix:
//! write both alike.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::subject::folded;

pub(super) static RULE: Rule = Rule {
    code: "subject_spelling",
    severity: Severity::Warning,
    source: "BR 3.2.2.1",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for (kind, value) in &case.wanted.application {
        let Some(stands) = case.csr.subject().first(*kind) else { continue };
        if stands != value && folded(stands) == folded(value) {
            let finding = RULE.finding().on(kind.short()).with("csr", visible(&stands));
            report.add(finding.with("application", visible(&value)));
        }
    }
}
