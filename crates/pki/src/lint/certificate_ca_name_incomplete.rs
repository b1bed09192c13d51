//! What: CA's name incomplete. Why: country, organisation and common name together tell CAs apart. Source: BR
//! 7.1.2.10.2. How to fix: nothing now; older CAs may be so.

use super::attributes::{COMMON_NAME, COUNTRY, ORGANIZATION};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_name_incomplete",
    severity: Severity::Warning,
    scope: Scope::Ca,
    source: "BR 7.1.2.10.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for kind in [&COUNTRY, &ORGANIZATION, &COMMON_NAME] {
        if !case.certificate.is_self_issued() && !case.view.subject.is_empty() && !case.view.has_attribute(kind) {
            report.add(RULE.finding().with("attribute", kind.name));
        }
    }
}
