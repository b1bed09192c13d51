//! What is wrong with one way from a leaf to its root.

use std::time::Duration;

use rustls_pki_types::{CertificateDer, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};

use super::{error, hints, warning};
use crate::{Certificate, Finding, Severity, digest::hex, roots::Distrust};

/// RFC 5280 section 6 asks it of each link; `path` is leaf first, `root` above it. `place` tells where a certificate
/// stands in what was given, from 1.
pub(super) fn links(
    path: &[&Certificate],
    root: Option<&Certificate>,
    place: impl Fn(&Certificate) -> Option<usize>,
    at: i64,
) -> Vec<Finding> {
    let Some((leaf, cas)) = path.split_first() else { return Vec::new() };
    let mut findings = Vec::new();
    for (below, ca) in cas.iter().copied().chain(root).enumerate() {
        let about = |finding: Finding| placed(finding.with("subject", ca.subject_text()), place(ca));
        if !ca.is_ca() || ca.may_sign_certificates() == Some(false) {
            // Roots of the nineties are version 1 and say nothing about themselves; whoever lists one, trusts it.
            if root != Some(ca) {
                findings.push(about(error("chain_not_ca", "RFC 5280 section 4.2.1.9")));
            }
        }
        if ca.path_length().is_some_and(|max| below > usize::from(max)) {
            findings.push(about(error("chain_path_too_long", "RFC 5280 section 4.2.1.9")));
        }
        if let Some(finding) = out_of_force(ca, root == Some(ca) || ca.is_self_signed(), at) {
            findings.push(about(finding));
        } else if ca.not_after() < leaf.not_after() && !leaf.could_be_root() {
            let ahead = about(warning("chain_ca_ends_early", "RFC 5280 section 6.1"));
            findings.push(ahead.with("not_after", ca.not_after()).with("not_after_leaf", leaf.not_after()));
        }
    }
    findings
}

/// A CA that is not valid at the moment.
pub(super) fn out_of_force(ca: &Certificate, is_root: bool, at: i64) -> Option<Finding> {
    let found = |code| error(code, "RFC 5280 section 6.1").with("subject", ca.subject_text());
    if ca.not_after() < at {
        let kind = if is_root { "root" } else { "intermediate" };
        Some(found("chain_ca_expired").with("not_after", ca.not_after()).with("kind", kind))
    } else if ca.not_before() > at {
        Some(found("chain_ca_not_yet_valid").with("not_before", ca.not_before()))
    } else {
        None
    }
}

/// A certificate that is on the way without having been given has no place to point at.
pub(super) fn placed(finding: Finding, place: Option<usize>) -> Finding {
    match place {
        Some(position) => finding.with("position", position),
        None => finding,
    }
}

/// What the programmes have decided about a root. The codes of what is so now are errors; of what comes within the
/// leaf's life, warnings.
pub(super) fn distrust(leaf: &Certificate, root: &str, distrusts: &[Distrust], at: i64) -> Vec<Finding> {
    let issued = hints::issued_at(leaf);
    let judge = |distrust: &Distrust| {
        let from = distrust.from_when(issued)?;
        let (code, severity) = if from <= at {
            ("chain_root_distrusted", Severity::Error)
        } else if from <= leaf.not_after() {
            ("chain_root_distrust_ahead", if leaf.could_be_root() { Severity::Notice } else { Severity::Warning })
        } else {
            return None;
        };
        let finding = Finding::new(code, severity, "root programmes; catalogue/root-events.toml").on("chain");
        let finding =
            finding.with("root", root).with("programme", distrust.programme.as_str()).with("not_trusted_from", from);
        // A CA's certificate by itself is not what has to be replaced.
        let of = if leaf.could_be_root() { "ca" } else { "server" };
        Some(finding.with("decision", &distrust.source).with("of", of))
    };
    distrusts.iter().filter_map(judge).collect()
}

/// No certificate of the last one's issuer is there, at most one of the same name with another key.
pub(super) fn missing(last: &Certificate, has_namesake: bool) -> Finding {
    // Above an intermediate it is most often the root that is unknown.
    let code = if last.is_ca() && !has_namesake { "chain_root_unknown" } else { "chain_issuer_missing" };
    let url = hints::ca_issuers_url(last);
    error(code, "RFC 5280 section 6")
        .with("subject", last.subject_text())
        .with("issuer", last.issuer_text())
        .with("aki", last.aki().map(hex).unwrap_or_default())
        .with("has_namesake", if has_namesake { "yes" } else { "no" })
        .with("has_url", if url.is_some() { "yes" } else { "no" })
        .with("url", url.unwrap_or_default())
}

/// Asks rustls-webpki about a path whose links are sound as far as is known here: it has an implementation of its own
/// of signatures, name constraints and key usages, and browsers' strictness.
///
/// A leaf that has expired is a matter of its own: it is judged as of the last second that it was valid.
pub(super) fn second_opinion(path: &[&Certificate], root: &Certificate, at: i64) -> Option<Finding> {
    let (leaf, cas) = path.split_first()?;
    if leaf.is_ca() {
        return None;
    }
    let at = at.min(leaf.not_after()).max(leaf.not_before());
    let der = |certificate: &Certificate| CertificateDer::from(certificate.der().to_vec());
    let (leaf, root) = (der(leaf), der(root));
    let cas: Vec<_> = cas.iter().map(|ca| der(ca)).collect();
    let time = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at).unwrap_or(0)));
    let verify = || {
        let anchors = [anchor_from_trusted_cert(&root)?];
        let leaf = EndEntityCert::try_from(&leaf)?;
        let path =
            leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &cas, time, KeyUsage::server_auth(), None, None);
        path.map(|_| ())
    };
    verify().err().and_then(|refusal| refused(&refusal))
}

fn refused(refusal: &webpki::Error) -> Option<Finding> {
    use webpki::Error;
    let found = |code| Some(error(code, "RFC 5280 section 6.1"));
    match refusal {
        // Whether the leaf and each CA is valid at the time is judged above.
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => None,
        Error::NameConstraintViolation => found("chain_name_constraint"),
        Error::RequiredEkuNotFoundContext(_) => found("chain_not_for_servers"),
        Error::UnsupportedSignatureAlgorithmContext(_) | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            found("chain_signature_unsupported")
        }
        other => found("chain_refused").map(|finding| finding.with("reason", format!("{other:?}"))),
    }
}
