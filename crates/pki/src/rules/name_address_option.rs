//! What: a public IP address in CN or SAN, where the CA has an option for addresses. Why: it is refused here as products
//! certify names, but the CA could. Source: the rule set's own (`catalogue/rules`). How to fix: use the site's name, or
//! ask the shop for the option.

use super::{Applies, Case, Report, Rule, Severity, visible};
use crate::names::{NameError, is_reserved_address};

pub(super) static RULE: Rule = Rule {
    code: "name_address_option",
    severity: Severity::Notice,
    source: "rule set",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if !case.rules.address_option {
        return;
    }
    let addresses = case.csr.refused_names().iter().filter(|refused| refused.error == NameError::IpAddress);
    let public = addresses.filter(|refused| refused.text.parse().is_ok_and(|address| !is_reserved_address(address)));
    for refused in public {
        report.add(RULE.finding().with("name", visible(&refused.text)));
    }
}
