//! What: subject attributes out of order. Why: one order for all makes names comparable. Source: BR 7.1.4.2. How to
//! fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_order",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let places = case.view.subject.iter().filter_map(|attribute| attribute.known).filter(|known| known.place > 0);
    report.add_if(!places.map(|known| known.place).is_sorted(), &RULE);
}
