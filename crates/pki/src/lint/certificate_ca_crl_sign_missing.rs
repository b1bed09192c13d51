//! What: CA that may not sign revocation lists. Why: a CA that revokes certificates must be able to say so under its
//! own key. Source: BR 7.1.2.10.7. How to fix: make the certificate anew without this fault.

use super::view::CRL_SIGN;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_crl_sign_missing",
    severity: Severity::Warning,
    scope: Scope::Ca,
    source: "BR 7.1.2.10.7",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.key_usage.is_some_and(|usage| usage.bits & CRL_SIGN == 0), &RULE);
}
