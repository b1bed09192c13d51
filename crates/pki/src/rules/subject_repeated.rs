//! What: an attribute that stands there twice. Why: a certificate has one of each, so the CA would have to guess.
//! Source: BR 7.1.4.2 (one of each attribute; street, OU and DC may repeat). How to fix: make the CSR with one of them.

use super::{Applies, Case, Report, Rule, Severity};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "subject_repeated",
    severity: Severity::Warning,
    source: "BR 7.1.4.2",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const MAY_REPEAT: [AttributeKind; 4] = [
        AttributeKind::DomainComponent,
        AttributeKind::OrganizationalUnit,
        AttributeKind::Other,
        AttributeKind::Street,
    ];
    let kinds = case.csr.subject().attributes().iter().map(|attribute| attribute.kind);
    for (at, kind) in kinds.clone().enumerate().filter(|(_, kind)| !MAY_REPEAT.contains(kind)) {
        if kinds.clone().take(at).filter(|earlier| *earlier == kind).count() == 1 {
            report.add(RULE.finding().on(kind.short()));
        }
    }
}
