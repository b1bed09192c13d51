//! What: authority key identifier with name and number. Why: it ties the certificate to one certificate of the issuer
//! and so breaks cross-signs and renewals of the CA. Source: BR 7.1.2.11.1. How to fix: the CA issues the certificate
//! anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aki_names_issuer",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.11.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.authority.is_some_and(|authority| authority.names_issuer), &RULE);
}
