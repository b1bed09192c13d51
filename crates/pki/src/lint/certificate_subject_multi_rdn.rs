//! What: several attributes in one RDN. Why: programs read such groups in different orders, so that equal names
//! become unequal. Source: BR 7.1.4.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_multi_rdn",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.subject.windows(2).any(|pair| pair[0].rdn == pair[1].rdn), &RULE);
}
