//! What: also for clients. Why: chrome asks for separate chains for servers and clients; clients get their
//! certificates from a CA of your own. Source: CRP 1.3.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_client_auth",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "CRP 1.3.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(names_client(case), &RULE);
}

/// Whether clientAuth is among the purposes.
pub(super) fn names_client(case: &Case<'_>) -> bool {
    const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];
    case.view.purposes.iter().flatten().any(|purpose| *purpose == CLIENT_AUTH)
}
