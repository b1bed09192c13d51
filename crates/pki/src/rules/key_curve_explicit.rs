//! What: an elliptic curve spelled out in numbers instead of named. Why: an attacker could spell out a curve of his
//! own, so programs refuse it. Source: RFC 5480 section 2.1.1, BR 7.1.3.1.2. How to fix: with openssl, `-pkeyopt
//! ec_param_enc:named_curve`.

use super::{Applies, Case, Report, Rule, Severity};
use crate::KeyKind;

pub(super) static RULE: Rule = Rule {
    code: "key_curve_explicit",
    severity: Severity::Error,
    source: "RFC 5480 section 2.1.1, BR 7.1.3.1.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if case.csr.key() == KeyKind::EcExplicit {
        report.add(RULE.finding());
    }
}
