//! What: an attribute that stands there twice. Why: a certificate has one of each, so the CA would have to guess.
//! Source: BR 7.1.4.2 (one of each attribute; street, OU and DC may repeat). How to fix: make the CSR with one of them.

use super::{Applies, Case, Report, Rule, Severity, visible};
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
    let attributes = case.csr.subject().attributes();
    for (at, again) in attributes.iter().enumerate().filter(|(_, again)| !MAY_REPEAT.contains(&again.kind)) {
        let mut earlier = attributes.iter().take(at).filter(|earlier| earlier.kind == again.kind);
        if let (Some(first), None) = (earlier.next(), earlier.next()) {
            let finding = RULE.finding().on(again.kind.short()).with("first", visible(&first.text));
            report.add(finding.with("again", visible(&again.text)));
        }
    }
}
