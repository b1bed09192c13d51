//! What: timestamps of the same log. Why: browsers count logs, not timestamps. Source: Chrome CT, Apple CT. How to
//! fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule { code: "certificate_sct_same_log", severity: Severity::Error, scope: Scope::Public, source: "Chrome CT, Apple CT", check };

fn check(case: &Case<'_>, report: &mut Report) {
    let mut logs: Vec<_> = case.view.scts.iter().flatten().map(|sct| sct.log).collect();
    let count = logs.len();
    logs.sort_unstable();
    logs.dedup();
    let needed = case.standards.limits().scts_min(case.certificate.not_before(), case.lifetime_days());
    report.add_if(count >= needed && logs.len() < needed, &RULE);
}
