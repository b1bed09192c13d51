//! What: EV certificate with an unknown attribute. Why: whatever an EV certificate shows must have been checked in a
//! prescribed way. Source: EVG 7.1.4.2.9. How to fix: the CA issues the certificate anew.

use super::Profile;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_attribute",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.profile == Some(Profile::Extended) {
        report.add_if(case.view.subject.iter().any(|attribute| attribute.known.is_none()), &RULE);
    }
}
