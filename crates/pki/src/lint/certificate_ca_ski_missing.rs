//! What: CA without a key identifier. Why: certificates point at their issuer's key by this identifier. Source: RFC
//! 5280 4.2.1.2, BR 7.1.2.10.4. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::cert::SUBJECT_KEY_ID;

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_ski_missing",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.2, BR 7.1.2.10.4",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(SUBJECT_KEY_ID), &RULE);
}
