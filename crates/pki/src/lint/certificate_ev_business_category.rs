//! What: EV certificate without a business category. Why: it tells in which register the organisation was looked up.
//! Source: EVG 7.1.4.2.3. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use super::{Profile, attributes::BUSINESS_CATEGORY};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_business_category",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    const KINDS: [&str; 4] = ["Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity"];
    if case.profile != Some(Profile::Extended) {
        return;
    }
    let value = case.view.texts(&BUSINESS_CATEGORY).next().unwrap_or_default();
    if !KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(value)) {
        report.add(RULE.finding().with("value", value));
    }
}
