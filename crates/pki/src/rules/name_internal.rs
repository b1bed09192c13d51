//! What: a name that does not exist on the public internet: an unknown top-level domain, a reserved suffix, a single
//! label. Why: nobody can prove control of it. Source: BR 4.2.2, RFC 6761. How to fix: use a registered domain name.

use super::{Applies, Case, Report, Rule, Severity};
use crate::DnsName;

pub(super) static RULE: Rule = Rule {
    code: "name_internal",
    severity: Severity::Error,
    source: "BR 4.2.2, RFC 6761",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.names.iter().filter(|name| is_internal(case, name)) {
        report.add(RULE.finding().on(case.names_field()).with("name", name));
    }
}

pub(super) fn is_internal(case: &Case<'_>, name: &DnsName) -> bool {
    let private = case.rules.allow_private_suffixes.iter().map(String::as_str);
    let is_allowed = name.host().contains('.') && name.is_under(private);
    !is_allowed && (name.is_reserved() || name.public_suffix().is_none())
}
