//! What: the CN is not among the CSR's own SANs. Why: a certificate's CN is always one of its SANs, so it is added to
//! them; another CSR may have been meant. Source: BR 7.1.4.3. How to fix: if it is wanted, nothing; else make the CSR
//! with one of the SANs as its CN, or none.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "cn_not_in_san", severity: Severity::Notice, source: "BR 7.1.4.3", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    // One that nobody asked for is for another rule.
    for name in case.csr.names_beside_sans().iter().filter(|name| case.names.contains(name)) {
        report.add(RULE.finding().on("CN").with("name", name));
    }
}
