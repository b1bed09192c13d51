//! What: valid for too long. Why: browsers refuse certificates that are valid for longer: short terms limit the harm
//! of lost keys and changed owners. Source: BR 6.3.2, SC-081. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_validity_too_long",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 6.3.2, SC-081",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let days = case.lifetime_days();
    let Some(limit) = case.standards.limits().validity_at(case.certificate.not_before()) else { return };
    if days > limit.validity_days_must {
        report.add(RULE.finding().with("days", days).with("days_max", limit.validity_days_must));
    }
}
