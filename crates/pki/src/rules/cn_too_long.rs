//! What: a CN over 64 characters. Why: X.520's upper bound; CAs and openssl refuse it. Source: RFC 5280 A.1 (ub-common-
//! name), BR 7.1.4.2. How to fix: put the long name into SAN and leave CN out.

use super::{Applies, Case, Report, Rule, Severity};
use crate::AttributeKind;

pub(super) static RULE: Rule = Rule {
    code: "cn_too_long",
    severity: Severity::Error,
    source: "RFC 5280 A.1, BR 7.1.4.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    let Some(max) = case.rules.field(AttributeKind::CommonName).chars_max else { return };
    for text in case.csr.subject().all(AttributeKind::CommonName) {
        let chars = text.chars().count();
        if chars > max {
            report.add(RULE.finding().on("CN").with("chars", chars).with("chars_max", max));
        }
    }
}
