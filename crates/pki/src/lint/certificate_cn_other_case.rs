//! What: common name written otherwise than in the SAN. Why: the common name must repeat an entry of the SAN
//! character for character. Source: BR 7.1.4.3. How to fix: the CA issues the certificate anew.

use super::attributes::COMMON_NAME;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_cn_other_case",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.4.3",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.view.texts(&COMMON_NAME) {
        let mut same = case.names.iter().filter(|san| san.text.eq_ignore_ascii_case(name)).peekable();
        if same.peek().is_some() && same.all(|san| san.text != name) {
            report.add(RULE.finding().with("name", name));
        }
    }
}
