//! What: no authority key identifier. Why: issuers have several keys; without the identifier programs must try them
//! all. Source: RFC 5280 4.2.1.1, BR 7.1.2.7.6. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::AUTHORITY_KEY_ID;

pub(super) static RULE: Rule = Rule {
    code: "certificate_aki_missing",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.1, BR 7.1.2.7.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(AUTHORITY_KEY_ID) && !case.certificate.is_self_issued(), &RULE);
}
