//! What: keyUsage not critical. Why: no program may pass over what a key may be used for. Source: BR 7.1.2.7.6. How
//! to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::KEY_USAGE;

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_usage_not_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some() && !case.view.is_critical(KEY_USAGE), &RULE);
}
