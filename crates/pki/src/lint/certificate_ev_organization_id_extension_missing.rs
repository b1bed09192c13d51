//! What: organizationIdentifier in the subject only. Why: programs read the registration from the extension, where its
//! parts stand apart. Source: EVG 9.8.2. How to fix: the CA issues the certificate anew.

use super::attributes::ORGANIZATION_ID;
use super::view::CABF_ORGANIZATION_ID;
use super::{Case, Profile, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_organization_id_extension_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 9.8.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let missing = case.view.has_attribute(&ORGANIZATION_ID) && !case.view.has(CABF_ORGANIZATION_ID);
    report.add_if(case.profile == Some(Profile::Extended) && missing, &RULE);
}
