//! What: name of a wrong form. Why: programs compare names octet by octet; a malformed one never matches, or matches
//! what it should not. Source: BR 7.1.2.7.12, RFC 5280 4.2.1.6. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_malformed",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12, RFC 5280 4.2.1.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in &case.names {
        let Err(reason @ ("bad_character" | "blank_or_dot" | "empty" | "empty_label" | "outer_hyphen" | "unicode")) =
            name.read
        else {
            continue;
        };
        report.add(RULE.finding().with("reason", reason).with("name", &name.text));
    }
}
