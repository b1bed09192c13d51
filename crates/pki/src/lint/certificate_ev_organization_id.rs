//! What: organizationIdentifier of a wrong form. Why: only in the prescribed form can the number be looked up.
//! Source: EVG 7.1.4.2.8. How to fix: the CA issues the certificate anew.

use super::attributes::ORGANIZATION_ID;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_organization_id",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.8",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for value in case.view.texts(&ORGANIZATION_ID).filter(|value| !is_registration(value)) {
        report.add(RULE.finding().with("value", value));
    }
}

/// Scheme (VAT, NTR, PSD or LEI, INT), country of two letters, for NTR possibly `+` and a state, hyphen, reference.
fn is_registration(value: &str) -> bool {
    let Some((front, reference)) = value.split_once('-') else { return false };
    let (scheme, place) = front.split_at_checked(3).unwrap_or_default();
    let country = place.split_once('+').filter(|_| scheme == "NTR").map_or(place, |(country, _)| country);
    ["VAT", "NTR", "PSD", "LEI", "INT", "GOV"].contains(&scheme)
        && country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && !reference.is_empty()
}
