//! What: EV certificate without a registration number. Why: with the number everybody can look the organisation up in
//! its register. Source: EVG 7.1.4.2.5. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Profile, attributes::SERIAL_NUMBER};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_serial_number_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.profile == Some(Profile::Extended) && !case.view.has_attribute(&SERIAL_NUMBER), &RULE);
}
