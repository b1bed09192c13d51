//! What: name of the reverse lookup. Why: names below arpa stand for addresses, not for sites, and are delegated by
//! other rules. Source: BR 7.1.2.7.12. How to fix: use the host's ordinary name.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_name_arpa",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.good_names().filter(|name| name.is_under(["in-addr.arpa", "ip6.arpa"])) {
        report.add(RULE.finding().with("name", name));
    }
}
