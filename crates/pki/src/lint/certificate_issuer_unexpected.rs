//! What: issued by another CA than ordered. Why: a certificate of another CA means that something was mixed up, or
//! that somebody else ordered it. Source: product: the CA that was ordered from. How to fix: check that this is the
//! certificate of this order and not an older one or one of another shop.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule { code: "certificate_issuer_unexpected", severity: Severity::Error, scope: Scope::Any, source: "product: the CA that was ordered from", check };

fn check(case: &Case<'_>, report: &mut Report) {
    let Some((issuers, ca)) = case.expected.issuer else { return };
    if issuers.may_issue(ca, case.profile, case.certificate) == Some(false) {
        report.add(RULE.finding().with("issuer", case.certificate.issuer_text()).with("ca", ca));
    }
}
