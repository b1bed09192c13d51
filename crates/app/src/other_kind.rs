//! What somebody gave in place of a certificate or a CSR, told by its kind, so that the advice can say what looks at it.

use warifu_pki::{Finding, Pile, Severity, pile::CRL};

/// Takes what is known of other things out of `findings`, and says each kind of thing in the pile once, as `code` about
/// `field`.
pub(crate) fn tell(pile: &Pile, findings: &mut Vec<Finding>, code: &'static str, field: &'static str) {
    let mut told: Vec<(&'static str, String)> = vec![];
    let mut tell = |kind, label: &str| {
        if !told.iter().any(|(other, _)| *other == kind) {
            told.push((kind, label.to_owned()));
        }
    };
    for entry in &pile.entries {
        tell(entry.kind.as_str(), "");
    }
    for finding in &pile.findings {
        if let Some((kind, label)) = kind(finding) {
            tell(kind, label);
        }
    }
    findings.retain(|finding| kind(finding).is_none());
    findings.extend(told.into_iter().map(|(kind, label)| {
        Finding::new(code, Severity::Error, "RFC 7468").on(field).with("kind", kind).with("label", label)
    }));
}

/// The kind, and the label of a block, of which a finding tells.
fn kind(finding: &Finding) -> Option<(&'static str, &str)> {
    let param = |name: &str| finding.params.get(name).map_or("", String::as_str);
    match (finding.code, param("reason"), param("label")) {
        ("pile_block_ignored", _, CRL) => Some(("crl", CRL)),
        ("pile_block_ignored", _, label) => Some(("other", label)),
        ("pile_unreadable", "pkcs12", _) => Some(("pkcs12", "")),
        ("pile_unreadable", "jks", _) => Some(("jks", "")),
        _ => None,
    }
}
