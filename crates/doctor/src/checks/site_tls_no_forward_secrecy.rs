//! What: in a version up to TLS 1.2 no accepted suite has a key exchange with forward secrecy. Why: a key that leaks later opens all that was
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
    let bare = |seen: &VersionSeen| {
        let judged = (Version::Tls10..=Version::Tls12).contains(&seen.version) && !seen.suites.is_empty();
        judged && !seen.suites.iter().any(|suite| is_ephemeral(suite))
    };
    view.scan().is_some_and(|scan| !scan.cut_off && scan.versions.iter().any(bare)).into()
}
