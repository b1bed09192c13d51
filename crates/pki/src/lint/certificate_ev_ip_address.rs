//! What: EV certificate with an IP address. Why: EV certificates stand for domain names only. Source: EVG 7.1.4.2.2.
//! How to fix: the CA issues the certificate anew.

use super::Profile;
use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_ev_ip_address",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "EVG 7.1.4.2.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.profile == Some(Profile::Extended) && case.addresses().next().is_some(), &RULE);
}
