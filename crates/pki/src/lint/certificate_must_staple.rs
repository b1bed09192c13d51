//! What: the server must send an OCSP answer. Why: if the server sends no answer, for whatever reason, visitors are
//! turned away. Source: RFC 7633. How to fix: turn on OCSP stapling on the server and watch that it works.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule =
    Rule { code: "certificate_must_staple", severity: Severity::Notice, scope: Scope::Leaf, source: "RFC 7633", check };

fn check(case: &Case<'_>, report: &mut Report) {
    report.add_if(case.view.wants_staple, &RULE);
}
