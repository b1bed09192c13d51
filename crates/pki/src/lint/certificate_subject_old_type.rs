//! What: subject value of an old string type. Why: the old types (T61String, BMPString and others) are read
//! differently by different programs. Source: BR 7.1.4.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_subject_old_type",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in &case.view.subject {
        if let Some(known) = attribute.known.filter(|known| known.is_old_type(attribute.tag)) {
            report.add(RULE.finding().with("attribute", known.name));
        }
    }
}
