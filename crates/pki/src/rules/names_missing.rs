//! What: neither the application nor the CSR has a DNS name. Why: a server certificate must name a site. Source: BR
//! 7.1.2.7.12. How to fix: put the site's name into CN or SAN, or type it in the form.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule =
    Rule { code: "names_missing", severity: Severity::Error, source: "BR 7.1.2.7.12", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    // A value in a name's place that is none has its own finding, and mending it mends this.
    if case.names.is_empty() && case.csr.refused_names().is_empty() {
        report.add(RULE.finding().on(case.names_field()));
    }
}
