//! What: begins long before it was signed. Why: an earlier beginning escapes rules that held when it was signed. Source:
//! BR 7.1.2.7. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::chain::NOT_BEFORE_DISTANCE_MAX;

pub(super) static RULE: Rule = Rule {
    code: "certificate_backdated",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // It was signed after the logs had signed for it.
    let latest_ms = case.view.scts.iter().flatten().map(|sct| sct.timestamp_ms).max().unwrap_or(0);
    let not_before = case.certificate.not_before();
    let allowed_ms = u64::try_from(not_before + NOT_BEFORE_DISTANCE_MAX).unwrap_or(0).saturating_mul(1000);
    if latest_ms > allowed_ms {
        report.add(RULE.finding().with("not_before", not_before));
    }
}
