//! What: a name under `in-addr.arpa` or `ip6.arpa`. Why: these zones map addresses back to names; control of one says
//! nothing about a site. Source: BR 7.1.2.7.12 (since 2026-03-15). How to fix: use the site's own domain name.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_reverse_lookup",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12 (2026-03-15)",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names.iter().filter(|name| name.is_reverse_lookup()) {
        report.add(RULE.finding().on(case.names_field()).with("name", name));
    }
}
