//! What: key algorithm not written as prescribed. Why: one key has one prescribed form, so that its identifier is the
//! same everywhere. Source: BR 7.1.3.1. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_algorithm_encoding",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.3.1",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // The lengths of the identifiers that BR 7.1.3.1 spells out octet by octet.
    let identifier = case.view.key_algorithm;
    let exact = match case.certificate.key() {
        KeyKind::Rsa { .. } => identifier.len() == 15 && identifier.ends_with(&[5, 0]),
        KeyKind::EcP256 => identifier.len() == 21,
        KeyKind::EcP384 | KeyKind::EcP521 => identifier.len() == 18,
        _ => true,
    };
    report.add_if(!exact, &RULE);
}
