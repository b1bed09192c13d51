//! What: certificate of a CA. Why: a key that could issue certificates must never lie on a web server. Source: BR
//! 7.1.2.7.8. How to fix: choose the server certificate; the CA's certificate belongs into the chain.

use super::Level;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule =
    Rule { code: "certificate_is_ca", severity: Severity::Error, scope: Scope::Any, source: "BR 7.1.2.7.8", check };

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.certificate.is_ca() && matches!(case.expected.level, Level::Public(_)), &RULE);
}
