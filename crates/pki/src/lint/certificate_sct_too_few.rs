//! What: too few certificate timestamps. Why: one log may fail or be given up; a certificate that lives longer needs
//! more of them. Source: Chrome CT, Apple CT. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule { code: "certificate_sct_too_few", severity: Severity::Error, scope: Scope::Public, source: "Chrome CT, Apple CT", check };

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(scts) = &case.view.scts else { return };
    let days = case.lifetime_days();
    let needed = case.standards.limits().scts_min(case.certificate.not_before(), days);
    if scts.len() < needed {
        report.add(RULE.finding().with("found", scts.len()).with("needed", needed).with("days", days));
    }
}
