//! What: no certificate timestamps. Why: browsers refuse certificates that are in no public log: so everybody can see
//! what was issued for a name. Source: Chrome CT, Apple CT. How to fix: if your server does not send timestamps
//! itself, tell the CA and ask for a corrected certificate.

use super::{Case, Report, Rule, Scope, Severity};
use super::view::{PRECERTIFICATE_POISON, SCT_LIST};

pub(super) static RULE: Rule = Rule { code: "certificate_sct_missing", severity: Severity::Warning, scope: Scope::Public, source: "Chrome CT, Apple CT", check };

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(!case.view.has(SCT_LIST) && !case.view.has(PRECERTIFICATE_POISON), &RULE);
}
