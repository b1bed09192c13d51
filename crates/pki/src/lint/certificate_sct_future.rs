//! What: timestamp of the future. Why: browsers refuse timestamps of the future. Source: RFC 6962 5.2. How to fix:
//! check the clock of this computer; if it is right, tell the CA.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_sct_future",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "RFC 6962 5.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // Clocks of logs and of the reader differ by some seconds at most.
    let limit_ms = u64::try_from(case.expected.at).unwrap_or(0).saturating_add(60).saturating_mul(1000);
    report.add_if(case.view.scts.iter().flatten().any(|sct| sct.timestamp_ms > limit_ms), &RULE);
}
