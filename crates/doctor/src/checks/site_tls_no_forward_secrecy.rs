//! What: no accepted suite has a key exchange with forward secrecy. Why: a key that leaks later opens all that was
//! recorded. Source: RFC 9325 section 4.1. To do: add ECDHE suites or TLS 1.3.

use super::{Check, Effect, Hits, Topic, View};

use crate::evidence::{Version, VersionSeen};
use crate::suites::is_ephemeral;

pub(super) static CHECK: Check = Check {
    code: "site_tls_no_forward_secrecy",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 9325 section 4.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(scan) = view.scan().filter(|scan| !scan.versions.is_empty() && !scan.cut_off) else { return Hits::none() };
    let secret =
        |seen: &VersionSeen| seen.version == Version::Tls13 || seen.suites.iter().any(|suite| is_ephemeral(suite));
    (!scan.versions.iter().any(secret)).into()
}
