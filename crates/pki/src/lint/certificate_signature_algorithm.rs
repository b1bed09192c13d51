//! What: signature algorithm that is not allowed. Why: browsers know RSA and ECDSA with SHA-2 only, in one prescribed
//! form each. Source: BR 7.1.3.2. How to fix: the CA issues the certificate anew.

use super::{Case, Report, Rule, Scope, Severity};
use crate::keys::SignatureAlgorithm;

pub(super) static RULE: Rule = Rule {
    code: "certificate_signature_algorithm",
    severity: Severity::Error,
    scope: Scope::Public,
    source: "BR 7.1.3.2",
    check,
};

fn check(case: &Case<'_>, report: &mut Report) {
    // The identifiers that BR 7.1.3.2 spells out octet by octet have these lengths; parameters are NULL for RSA, absent
    // for ECDSA, and for PSS those with one hash, MGF1 and a salt of the hash's length.
    let identifier = case.view.algorithm;
    let exact = match case.certificate.signature_algorithm() {
        SignatureAlgorithm::Rsa(hash) => hash.is_weak() || (identifier.len() == 15 && identifier.ends_with(&[5, 0])),
        SignatureAlgorithm::Ecdsa(hash) => hash.is_weak() || identifier.len() == 12,
        SignatureAlgorithm::RsaPss { hash, salt } => {
            hash.is_weak() || (identifier.len() == 67 && salt == hash.octets())
        }
        SignatureAlgorithm::Ed25519 | SignatureAlgorithm::Other(_) => false,
    };
    report.add_if(!exact, &RULE);
}
