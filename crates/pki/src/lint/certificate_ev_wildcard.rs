//! What: EV certificate with a wildcard. Why: EV stands for single hosts whose operator was checked; a wildcard would
//! cover hosts nobody has seen. Source: EVG 7.1.4.2.2, BR Appendix B. How to fix: the CA issues the certificate anew.

use super::Profile;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_wildcard",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.2, BR Appendix B",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.profile == Some(Profile::Extended) {
        for name in case.good_names().filter(|name| name.is_wildcard() && !name.is_under(["onion"])) {
            report.add(RULE.finding().with("name", name));
        }
    }
}
