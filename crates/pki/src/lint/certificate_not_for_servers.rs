//! What: not for servers. Why: browsers refuse a site whose certificate was issued for something else. Source: BR
//! 7.1.2.7.10. How to fix: choose the server certificate of your site.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_not_for_servers",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.10",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.certificate.server_auth() == Some(false), &RULE);
}
