//! What: cRLDistributionPoints critical. Why: programs that do not fetch revocation lists would refuse the
//! certificate. Source: BR 7.1.2.11.2, RFC 5280 4.2.1.13. How to fix: the CA issues the certificate anew.

use super::view::CRL_DISTRIBUTION_POINTS;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_crl_critical",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.11.2, RFC 5280 4.2.1.13",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.is_critical(CRL_DISTRIBUTION_POINTS), &RULE);
}
