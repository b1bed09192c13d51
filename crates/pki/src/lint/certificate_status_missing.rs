//! What: no way to learn of a revocation. Why: when a key is lost, browsers must be able to learn that the
//! certificate is revoked. Source: BR 7.1.2.7.6, 7.1.2.11.2. How to fix: the CA issues the certificate anew.

use super::view::{CRL_DISTRIBUTION_POINTS, OCSP};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_status_missing",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.6, 7.1.2.11.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let short = case.standards.limits().is_short_lived(case.certificate.not_before(), case.lifetime_seconds());
    let told = case.view.has(CRL_DISTRIBUTION_POINTS) || case.view.access_to(OCSP).next().is_some();
    report.add_if(!told && !short, &RULE);
}
