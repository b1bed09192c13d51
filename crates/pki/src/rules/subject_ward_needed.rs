//! What: the state's own name as L where wards and cities come next, as in ST Tokyo and L Tokyo. Why: this CA wants the
//! ward there. Source: the rule set's own (`catalogue/rules`). How to fix: the ward or city of the registered address.

use super::{Applies, AttributeKind, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_ward_needed",
    severity: Severity::Error,
    source: "rule set",
    applies: Applies::SubjectPrinted,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let states = &case.rules.states_of_wards;
    let is_state = |text: &&str| states.iter().any(|state| state.eq_ignore_ascii_case(text.trim()));
    let state_as = |kind| case.csr.subject().first(kind).filter(is_state);
    if let (Some(_), Some(place)) = (state_as(AttributeKind::State), state_as(AttributeKind::Locality)) {
        report.add(RULE.finding().on(AttributeKind::Locality.short()).with("value", visible(&place)));
    }
}
