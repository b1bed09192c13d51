//! What: mail address in the subject. Why: nobody validated the address, and everybody can read it. Source: BR
//! 7.1.2.7, RFC 5280 4.1.2.6. How to fix: the CA issues the certificate anew.

use super::attributes::EMAIL_ADDRESS;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_email",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7, RFC 5280 4.1.2.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for address in case.view.texts(&EMAIL_ADDRESS) {
        report.add(RULE.finding().with("address", address));
    }
}
