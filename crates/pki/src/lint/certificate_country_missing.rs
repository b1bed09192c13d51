//! What: no country. Why: names of organisations are unique within a country at best. Source: BR 7.1.2.7.3,
//! 7.1.2.7.4, EVG 7.1.4.2.6. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Profile, attributes::COUNTRY};

pub(super) static RULE: Rule = Rule {
    code: "certificate_country_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.3, 7.1.2.7.4, EVG 7.1.4.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.profile != Some(Profile::Domain) && !case.view.has_attribute(&COUNTRY), &RULE);
}
