//! What: the same name twice. Why: doubles hint at a mistake in the order and make the handshake longer. Source: BR
//! 7.1.2.7.12. How to fix: nothing now; the certificate works.

use super::{Case, Report, Rule, Scope, Severity, repeated};

pub(super) static RULE: Rule = Rule {
    code: "certificate_san_duplicate",
    severity: Severity::Warning,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in repeated(case.good_names()) {
        report.add(RULE.finding().with("name", name));
    }
}
