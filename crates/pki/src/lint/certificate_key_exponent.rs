//! What: RSA key with an unsafe exponent. Why: with the exponent 1 a signature is the message itself; an even one has
//! no inverse. Source: BR 6.1.6. How to fix: make a new key with the usual exponent 65537 and ask for a new
//! certificate.

use super::{Case, Report, Rule, Scope, Severity};
use crate::{KeyKind, keys};

pub(super) static RULE: Rule = Rule {
    code: "certificate_key_exponent",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 6.1.6",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if matches!(case.certificate.key(), KeyKind::Rsa { .. }) {
        let good = keys::rsa_parts(case.view.key_bits)
            .is_ok_and(|(_, exponent)| exponent != [1] && exponent.last().is_some_and(|low| low % 2 == 1));
        report.add_if(!good, &RULE);
    }
}
