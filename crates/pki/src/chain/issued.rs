//! An issued chain, judged against what was asked of the CA before the certificate counts as issued.

use std::collections::BTreeSet;

use super::judge;
use crate::{
    Certificate, DnsName, Expected, Finding, Issuers, Level, Severity, Sha256, Standards, check_certificate,
    keys::Verdict,
};

/// How far notBefore may lie from the moment of signing in seconds: 48 hours (BR 7.1.2.7).
pub const NOT_BEFORE_DISTANCE_MAX: i64 = 48 * 3600;

/// What a certificate must be to count as the answer to an issuance; stored before the CA is asked.
#[derive(Clone, Copy, Debug)]
pub struct Intent<'a> {
    /// The key of the CSR.
    pub spki_sha256: Sha256,
    /// Exactly the names of the issuance, in any order.
    pub names: &'a [DnsName],
    /// The present time in seconds since 1970.
    pub now: i64,
    /// The last second that the rules of the day allow, in seconds since 1970.
    pub not_after_max: i64,
    /// The roots that the chain must end under; empty when any will do (public CAs: the doctor judges trust).
    pub roots: &'a [Certificate],
    /// The dated rules for certificates.
    pub standards: &'a Standards,
    /// By which of them the leaf is judged.
    pub level: Level,
    /// Who may issue, and for the CA of which name the product is sold; `None` when anybody may.
    pub issuer: Option<(&'a Issuers, &'a str)>,
}

/// The codes that [`check_issued`] has besides those of [`crate::lint`], sorted, for a test that each has its row and
/// its sentences.
pub static ISSUED_CODES: &[&str] = &[
    "certificate_backdated",
    "certificate_for_other_key",
    "certificate_is_ca",
    "certificate_names_differ",
    "certificate_not_for_servers",
    "certificate_too_long_valid",
    "chain_ca_expired",
    "chain_ca_not_yet_valid",
    "chain_empty",
    "chain_link_broken",
    "chain_not_ca",
    "chain_path_too_long",
    "chain_root_unknown",
    "chain_signature_broken",
];

/// The rules of [`crate::lint`] that a certificate may not break and still count: no browser would take it, or it is
/// not of the CA that was paid for. Other slips of a CA are told as warnings; they do not keep the customer from that.
const DECISIVE: [&str; 14] = [
    "certificate_expired",
    "certificate_extension_twice",
    "certificate_extension_unknown_critical",
    "certificate_is_ca",
    "certificate_issuer_unexpected",
    "certificate_key_size",
    "certificate_key_type",
    "certificate_not_for_servers",
    "certificate_not_yet_valid",
    "certificate_precertificate",
    "certificate_san_missing",
    "certificate_signature_algorithms_differ",
    "certificate_signature_weak_hash",
    "certificate_validity_too_long",
];

/// Judges an issued chain, leaf first and without gaps (see [`tidy_chain`]), against the intent. No finding of severity
/// error means that it counts. Positions in parameters count from 1, the leaf.
pub fn check_issued(chain: &[Certificate], intent: &Intent<'_>) -> Vec<Finding> {
    let Some((leaf, rest)) = chain.split_first() else { return vec![error("chain_empty", "RFC 5280")] };
    let mut findings = check_leaf(leaf, intent);
    for (at, (subject, issuer)) in chain.iter().zip(rest).enumerate() {
        findings.extend(check_link(subject, issuer, at, intent.now));
    }
    let top = rest.last().unwrap_or(leaf);
    // The root may stand at the top itself, or have signed it.
    let anchored = |root: &Certificate| {
        root == top || (top.names_as_issuer(root) && top.verify_signed_by(root) == Verdict::Valid && root.is_ca())
    };
    if !intent.roots.is_empty() && !intent.roots.iter().any(anchored) {
        findings.push(error("chain_root_unknown", "RFC 5280 section 6").with("issuer", top.issuer_text()));
    }
    findings
}

/// Puts a pile of certificates in the order a server sends them: the leaf, then each issuer. Repeated certificates,
/// those that belong to no link and the self-signed root are left out (RFC 8446 §4.4.2: the root may be omitted).
///
/// The leaf is the first certificate that is no CA, or the first of all.
pub fn tidy_chain(mut pile: Vec<Certificate>) -> Vec<Certificate> {
    if pile.is_empty() {
        return pile;
    }
    let leaf = pile.iter().position(|certificate| !certificate.is_ca()).unwrap_or(0);
    let mut chain = vec![pile.swap_remove(leaf)];
    while let Some(next) = chain.last().and_then(|last| {
        // Two issuers of one name and key are a cross-sign; the one that is not self-signed leads further.
        pile.iter()
            .position(|issuer| !issuer.is_self_signed() && !chain.contains(issuer) && last.names_as_issuer(issuer))
    }) {
        chain.push(pile.swap_remove(next));
    }
    chain
}

fn check_leaf(leaf: &Certificate, intent: &Intent<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if leaf.spki_sha256() != intent.spki_sha256 {
        findings.push(error("certificate_for_other_key", "RFC 2986").with("spki_sha256", leaf.spki_sha256()));
    }
    let (wanted, found): (BTreeSet<_>, BTreeSet<_>) = (intent.names.iter().collect(), leaf.names().iter().collect());
    if wanted != found || leaf.other_names_count() > 0 {
        let list = |names: Vec<&&DnsName>| names.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(" ");
        findings.push(
            error("certificate_names_differ", "BR 7.1.2.7.12")
                .with("missing", list(wanted.difference(&found).collect()))
                .with("extra", list(found.difference(&wanted).collect()))
                .with("other", leaf.other_names_count()),
        );
    }
    let expected = Expected { at: intent.now, level: intent.level, issuer: intent.issuer };
    for mut finding in check_certificate(leaf, intent.standards, &expected) {
        if finding.is_error() && !DECISIVE.contains(&finding.code) {
            finding.severity = Severity::Warning;
        }
        findings.push(finding);
    }
    // A warning only: staff may paste a certificate days after the CA signed it.
    let is_told = findings.iter().any(|finding| finding.code == "certificate_backdated");
    if !is_told && intent.now - leaf.not_before() > NOT_BEFORE_DISTANCE_MAX {
        findings.push(
            Finding::new("certificate_backdated", Severity::Warning, "BR 7.1.2.7")
                .on("certificate")
                .with("not_before", leaf.not_before()),
        );
    }
    if leaf.not_after() > intent.not_after_max {
        findings.push(
            error("certificate_too_long_valid", "BR 6.3.2")
                .with("not_after", leaf.not_after())
                .with("not_after_max", intent.not_after_max),
        );
    }
    // A private leaf may be anything by RFC 5280; what was asked for is a server's certificate.
    for (wrong, code, source) in [
        (leaf.is_ca(), "certificate_is_ca", "BR 7.1.2.7.8"),
        (leaf.server_auth() != Some(true), "certificate_not_for_servers", "BR 7.1.2.7.10"),
    ] {
        if wrong && !findings.iter().any(|finding| finding.code == code) {
            findings.push(error(code, source));
        }
    }
    findings
}

/// `at` CAs stand below `issuer` besides the leaf.
fn check_link(subject: &Certificate, issuer: &Certificate, at: usize, now: i64) -> Option<Finding> {
    let found =
        |code, source| error(code, source).on("chain").with("position", at + 2).with("subject", issuer.subject_text());
    if !subject.names_as_issuer(issuer) {
        Some(found("chain_link_broken", "RFC 5280 section 6.1").with("issuer", subject.issuer_text()))
    } else if subject.verify_signed_by(issuer) != Verdict::Valid {
        Some(found("chain_signature_broken", "RFC 5280 section 6.1"))
    } else if !issuer.is_ca() || issuer.may_sign_certificates() == Some(false) {
        Some(found("chain_not_ca", "RFC 5280 section 4.2.1.9"))
    } else if issuer.path_length().is_some_and(|max| at > usize::from(max)) {
        Some(found("chain_path_too_long", "RFC 5280 section 4.2.1.9"))
    } else {
        judge::out_of_force(issuer, issuer.is_self_signed(), now).map(|finding| finding.with("position", at + 2))
    }
}

fn error(code: &'static str, source: &'static str) -> Finding {
    Finding::new(code, Severity::Error, source).on("certificate")
}
