//! What: uses that TLS does not need. Why: what a key may do beyond its purpose can only be misused. Source: BR
//! 7.1.2.7.11. How to fix: nothing now; tell the CA if you can.

use super::view::{DATA_ENCIPHERMENT, KEY_AGREEMENT};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_unwanted",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.11",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some_and(|u| u.bits & (DATA_ENCIPHERMENT | KEY_AGREEMENT) != 0), &RULE);
}
