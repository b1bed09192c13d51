//! What: common name not among the SANs. Why: browsers do not look at the common name, so this name does not work,
//! although it seems to. Source: BR 7.1.4.3. How to fix: the CA issues the certificate anew.

use super::attributes::COMMON_NAME;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_cn_not_in_san",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.view.texts(&COMMON_NAME) {
        let among = case.names.iter().any(|san| san.text.eq_ignore_ascii_case(name));
        if !among && !case.addresses().any(|address| address.to_string() == name) {
            report.add(RULE.finding().with("name", name));
        }
    }
}
