//! What: a key that Debian's OpenSSL of 2006 to 2008 made (CVE-2008-0166). Why: it knew only 32,768 keys of each
//! kind, so everybody has them. Source: BR 6.1.1.3 (5), wiki.debian.org/SSLkeys. How to fix: a new key on a maintained
//! system.

use super::{Applies, Case, Report, Rule, Severity};
use crate::weak::debian;

pub(super) static RULE: Rule = Rule {
    code: "key_debian_weak",
    severity: Severity::Error,
    source: "BR 6.1.1.3, CVE-2008-0166",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    if debian::made(case.csr.key(), case.csr.key_bits()) {
        report.add(RULE.finding());
    }
}
