//! What: an RSA exponent that is even or below 3. Why: with 1 a signature is the message itself; even ones have no
//! inverse. Source: BR 6.1.6. How to fix: make the key with the usual exponent 65537.

use super::{Applies, Case, Report, Rule, Severity};
use crate::{KeyKind, keys};

pub(super) static RULE: Rule =
    Rule { code: "key_exponent", severity: Severity::Error, source: "BR 6.1.6", applies: Applies::Always, check };

fn check(case: &Case<'_>, report: &mut Report) {
    if !matches!(case.csr.key(), KeyKind::Rsa { .. }) {
        return;
    }
    let good = keys::rsa_parts(case.csr.key_bits())
        .is_ok_and(|(_, exponent)| exponent != [1] && exponent.last().is_some_and(|low| low % 2 == 1));
    if !good {
        report.add(RULE.finding());
    }
}
