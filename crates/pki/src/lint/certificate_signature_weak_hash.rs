//! What: signed with a broken hash. Why: two certificates with one hash can be made, so that a signature for one is
//! good for the other. Source: BR 7.1.3.2, RFC 6151, RFC 6194. How to fix: make the certificate anew without this
//! fault.

use super::{Case, Report, Rule, Scope, Severity};

pub(super) static RULE: Rule = Rule {
    code: "certificate_signature_weak_hash",
    severity: Severity::Error,
    scope: Scope::Any,
    source: "BR 7.1.3.2, RFC 6151, RFC 6194",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // Nobody checks the signature of a root: it is trusted as it is.
    let hash = case.certificate.signature_algorithm().hash().filter(|hash| hash.is_weak());
    if let Some(hash) = hash.filter(|_| !case.certificate.is_self_issued()) {
        report.add(RULE.finding().with("hash", hash.as_str()));
    }
}
