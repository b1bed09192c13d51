//! What: subject attribute more than once. Why: programs show the first or the last; what a visitor sees would be
//! chance. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::attributes::{DOMAIN_COMPONENT, STREET};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_attribute_twice",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let subject = &case.view.subject;
    for (at, attribute) in subject.iter().enumerate() {
        let Some(known) = attribute.known.filter(|k| k.oid != DOMAIN_COMPONENT.oid && k.oid != STREET.oid) else {
            continue;
        };
        if subject.iter().take(at).any(|before| before.is(known)) {
            report.add(RULE.finding().with("attribute", known.name));
        }
    }
}
