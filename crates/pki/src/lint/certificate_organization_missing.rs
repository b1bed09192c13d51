//! What: no organisation. Why: OV and EV certificates tell who runs the site; the organisation was checked for that.
//! Source: BR 7.1.2.7.4, EVG 7.1.4.2.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Profile, attributes::ORGANIZATION};

pub(super) static RULE: Rule = Rule {
    code: "certificate_organization_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.4, EVG 7.1.4.2.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let needed = matches!(case.profile, Some(Profile::Organization | Profile::Extended));
    report.add_if(needed && !case.view.has_attribute(&ORGANIZATION), &RULE);
}
