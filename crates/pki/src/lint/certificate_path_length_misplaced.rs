//! What: path length without a CA. Why: the limit means something for CAs only; elsewhere it hints at a wrong
//! profile. Source: RFC 5280 4.2.1.9. How to fix: make the certificate anew without this fault.

use super::view::KEY_CERT_SIGN;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_path_length_misplaced",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.2.1.9",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let signs = case.view.key_usage.is_none_or(|usage| usage.bits & KEY_CERT_SIGN != 0);
    report.add_if(case.view.basic.is_some_and(|b| b.has_path_length && !(b.is_ca && signs)), &RULE);
}
