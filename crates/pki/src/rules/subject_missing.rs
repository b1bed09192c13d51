//! What: a field that the CA expects in an OV or EV request, and neither the CSR nor the application has it. Why: the
//! CA asks back, which costs days. Source: BR 7.1.2.7.4 (O, C and one of ST and L), the rule set's own. How to fix:
//! make the CSR with the field.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "subject_missing",
    severity: Severity::Warning,
    source: "BR 7.1.2.7.4",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for (kind, _) in case.rules.subject.iter().filter(|(_, field)| field.expected) {
        let given = case.wanted.application.iter().any(|(known, _)| *known == kind);
        if !given && case.csr.subject().first(kind).is_none() {
            report.add(RULE.finding().on(kind.short()).with("attribute", kind.short()));
        }
    }
}
