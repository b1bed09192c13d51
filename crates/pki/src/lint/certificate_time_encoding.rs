//! What: dates in the wrong form. Why: programs that know only the prescribed form refuse the certificate. Source:
//! RFC 5280 4.1.2.5. How to fix: make the certificate anew without this fault.

use super::{Case, Report, Rule, Scope, Severity};
use crate::der;

pub(super) static RULE: Rule = Rule {
    code: "certificate_time_encoding",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "RFC 5280 4.1.2.5",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // 2050-01-01T00:00:00Z, from which on UTCTime's two digits would mean the last century.
    const GENERALIZED_FROM: i64 = 2_524_608_000;
    let times = [case.certificate.not_before(), case.certificate.not_after()];
    let fits = |(at, tag): (i64, u8)| (tag == der::GENERALIZED_TIME) == (at >= GENERALIZED_FROM);
    report.add_if(!times.into_iter().zip(case.view.time_tags).all(fits), &RULE);
}
