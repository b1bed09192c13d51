//! What: timestamp of an unknown version. Why: a timestamp that no browser can read does not count. Source: RFC 6962
//! 3.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_sct_version",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "RFC 6962 3.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for sct in case.view.scts.iter().flatten().filter(|sct| sct.version != 0) {
        report.add(RULE.finding().with("version", u16::from(sct.version) + 1));
    }
}
