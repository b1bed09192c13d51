//! What: CA that is not for servers. Why: browsers refuse a server certificate whose issuer is for something else.
//! Source: RFC 5280 4.2.1.12, BR 7.1.2.10.6. How to fix: use the intermediate that the CA gives for server
//! certificates.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ca_not_for_servers",
    severity: Severity::Error,
    scope: Scope::Ca,
    source: "RFC 5280 4.2.1.12, BR 7.1.2.10.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // A root without purposes is good for all; one with purposes but not ours cannot lead to a server.
    report.add_if(case.certificate.server_auth() == Some(false) && !names_any(case), &RULE);
}

fn names_any(case: &Case<'_>) -> bool {
    case.view.purposes.iter().flatten().any(|purpose| *purpose == [0x55, 0x1d, 0x25, 0x00])
}
