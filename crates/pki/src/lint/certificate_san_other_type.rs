//! What: SAN that is neither a DNS name nor an IP address. Why: a public server certificate stands for hosts; nothing
//! else in it has been validated. Source: BR 7.1.2.7.12. How to fix: the CA issues the certificate anew.

use super::view::{DNS_NAME, IP_ADDRESS};
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_san_other_type",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.2.7.12",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for name in case.view.alt_names.iter().flatten().filter(|n| !matches!(n.tag, DNS_NAME | IP_ADDRESS)) {
        let kind = match name.tag {
            0x81 => "email",
            0x86 => "uri",
            0xa4 => "directory",
            _ => "other",
        };
        report.add(RULE.finding().with("kind", kind).with("name", name.text()));
    }
}
