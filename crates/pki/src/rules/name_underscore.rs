//! What: a name with an underscore. Why: usual for DNS records, but no host name, and forbidden in certificates.
//! Source: SC-012 (2019-04-01), BR 7.1.2.7.12. How to fix: give the host a name with a hyphen.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_underscore",
    severity: Severity::Error,
    source: "SC-012, BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
