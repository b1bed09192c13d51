//! What: place of registration without its country. Why: the same name of a state or town exists in several
//! countries. Source: EVG 7.1.4.2.4. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{
    Profile,
    attributes::{JURISDICTION_COUNTRY, JURISDICTION_LOCALITY, JURISDICTION_STATE},
};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_jurisdiction_state",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let view = &case.view;
    let narrow = view.has_attribute(&JURISDICTION_STATE) || view.has_attribute(&JURISDICTION_LOCALITY);
    let adrift = case.profile != Some(Profile::Extended) && narrow && !view.has_attribute(&JURISDICTION_COUNTRY);
    report.add_if(adrift, &RULE);
}
