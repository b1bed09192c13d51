//! What: an extension, or the list of extensions, that stands in the request more than once. Why: programs read the
//! first, the last or all of them, so that the names in the certificate depend on the program. Source: RFC 5280 4.2,
//! RFC 2985 5.4.2; `cryptography` refuses such requests, openssl passes over the second list. How to fix: name every
//! host in one subjectAltName.

use super::{Applies, Case, Report, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "csr_extension_twice",
    severity: Severity::Error,
    source: "RFC 5280 section 4.2, RFC 2985 section 5.4.2",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for part in case.csr.parts_twice() {
        report.add(RULE.finding().with("extension", part));
    }
}
