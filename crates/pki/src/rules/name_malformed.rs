//! What: a CN or SAN that is not a DNS name: blanks, underscore, Unicode, an IP address, a misplaced star. Why: CAs
//! refuse the request, or would certify something else than was meant. Source: BR 7.1.2.7.12, SC-012 (underscore),
//! RFC 5890 (A-labels). How to fix: write the name as DNS has it; for Unicode the finding carries the form to use.

use super::{Applies, Case, Report, Rule, Severity};

/// More would not help anyone to mend the request.
const SHOWN_MAX: usize = 20;

pub(super) static RULE: Rule = Rule {
    code: "name_malformed",
    severity: Severity::Error,
    source: "BR 7.1.2.7.12, SC-012, RFC 5890",
    applies: Applies::Always,
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    for refused in case.csr.refused_names().iter().take(SHOWN_MAX) {
        let finding = RULE.finding().with("name", refused.text.escape_debug()).with("reason", refused.error.code());
        report.add(refused.error.params().into_iter().fold(finding, |f, (name, value)| f.with(name, value)));
    }
}
