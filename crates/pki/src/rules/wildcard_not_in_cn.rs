//! What: a wildcard order whose CSR has another CN than the wildcard, or none. Why: some CAs tell a wildcard order by its
//! CN alone. Source: the rule set's own (`catalogue/rules`). How to fix: a CSR whose CN is `*.` and your domain.

use super::{Applies, Case, Report, Rule, Severity, Wildcard, visible};

pub(super) static RULE: Rule =
    Rule { code: "wildcard_not_in_cn", severity: Severity::Error, source: "rule set", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if !case.rules.wildcard_in_cn || case.wanted.wildcard != Wildcard::Require {
        return;
    }
    // Without any wildcard, `wildcard_missing` says it.
    let Some(better) = case.names.iter().find(|name| name.is_wildcard()) else { return };
    let common_name = case.csr.common_name().unwrap_or_default();
    if !common_name.starts_with("*.") {
        report.add(RULE.finding().on("CN").with("value", visible(&common_name)).with("better", better));
    }
}
