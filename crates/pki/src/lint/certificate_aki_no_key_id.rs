//! What: authority key identifier without a key. Why: issuers have several keys; without the identifier programs must
//! try them all. Source: RFC 5280 4.2.1.1, BR 7.1.2.11.1. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_aki_no_key_id",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.1, BR 7.1.2.11.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let without = case.view.authority.is_some_and(|authority| authority.key_id.is_none_or(<[u8]>::is_empty));
    report.add_if(without && !case.certificate.is_self_issued(), &RULE);
}
