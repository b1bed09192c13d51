//! What: onion name that is not of version 3. Why: only names of version 3 hold the service's whole key, so that
//! nobody else can claim them. Source: BR Appendix B. How to fix: use the 56-character name of the onion service.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_onion",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR Appendix B",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // Version 3: 56 characters of Base32, of which the last encodes the version and so is always `d`.
    let is_version_3 = |label: &str| {
        label.len() == 56 && label.ends_with('d') && label.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
    };
    for name in case.good_names().filter(|name| name.is_under(["onion"])) {
        if !name.host().strip_suffix(".onion").and_then(|rest| rest.rsplit('.').next()).is_some_and(is_version_3) {
            report.add(RULE.finding().with("name", name));
        }
    }
}
