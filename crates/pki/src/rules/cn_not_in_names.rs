//! What: the CSR's CN is not among the names asked for. Why: CAs require CN to be one of the SANs, and it is likely
//! the wrong CSR. Source: BR 7.1.4.3. How to fix: ask for that name too, or paste the CSR made for these names.

use super::{Applies, Case, Report, Rule, Severity};
use crate::DnsName;

pub(super) static RULE: Rule =
    Rule { code: "cn_not_in_names", severity: Severity::Error, source: "BR 7.1.4.3", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(text) = case.csr.common_name() else { return };
    if case.names.iter().any(|name| name.as_str().eq_ignore_ascii_case(text)) {
        return;
    }
    // A CN that is no name at all is for the rules on malformed names.
    if let Ok(name) = DnsName::parse(text)
        && !case.names.contains(&name)
    {
        // One that would be refused is not to be added.
        let reason = if case.refuses(&name) { "refused" } else { "missing" };
        report.add(RULE.finding().on("CN").with("name", name).with("reason", reason));
    }
}
