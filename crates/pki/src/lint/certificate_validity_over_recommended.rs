//! What: valid for longer than recommended. Why: one second too many counts as another day, so CAs keep a day's
//! distance from the limit. Source: BR 6.3.2, SC-081. How to fix: nothing now; the certificate works.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_validity_over_recommended",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 6.3.2, SC-081",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let days = case.lifetime_days();
    let Some(limit) = case.standards.limits().validity_at(case.certificate.not_before()) else { return };
    if days > limit.validity_days_should && days <= limit.validity_days_must {
        report.add(RULE.finding().with("days", days).with("days_max", limit.validity_days_should));
    }
}
