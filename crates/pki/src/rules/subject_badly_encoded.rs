//! What: a subject value whose octets its string type does not allow, such as `*` or `_` in PrintableString. Why:
//! strict programs refuse the request; the shop reads it all the same. Source: X.680 section 41, RFC 5280 section
//! 4.1.2.4. How to fix: write UTF8String (openssl: `string_mask = utf8only`).

use super::{Applies, Case, Report, Rule, Severity, visible};

pub(super) static RULE: Rule = Rule {
    code: "subject_badly_encoded",
    severity: Severity::Warning,
    source: "X.680 section 41, RFC 5280 section 4.1.2.4",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for attribute in case.csr.subject().attributes().iter().filter(|attribute| !attribute.well_encoded) {
        report.add(RULE.finding().on(attribute.kind.short()).with("value", visible(&attribute.text)));
    }
}
