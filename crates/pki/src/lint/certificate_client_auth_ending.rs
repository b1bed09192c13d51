//! What: also for clients, not for long. Why: chrome asks for separate chains for servers and clients, so public CAs
//! stop issuing for both. Source: CRP 1.3.2. How to fix: if a program identifies itself with this certificate (mTLS),
//! plan a certificate of a private CA for it.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_client_auth_ending",
    severity: Severity::Notice,
    scope: Scope::Public,
    source: "CRP 1.3.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // From the day on which it is forbidden, that rule speaks.
    let forbidden = case.standards.in_force(super::certificate_client_auth::RULE.code);
    if super::certificate_client_auth::names_client(case)
        && let Some(from) = forbidden.filter(|from| case.certificate.not_before() < *from)
    {
        report.add(RULE.finding().with("not_issued_from", from));
    }
}
