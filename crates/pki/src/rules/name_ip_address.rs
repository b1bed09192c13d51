//! What: an IP address in CN or SAN. Why: the shop's products certify names; a public CA wants proof of the address by
//! another way. Source: BR 7.1.2.7.12, the help page's CN rule. How to fix: use the site's name; an address needs a
//! product for addresses.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "name_ip_address",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.refused_names(&RULE, case);
}
