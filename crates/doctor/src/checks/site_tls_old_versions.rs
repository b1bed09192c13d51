//! What: TLS 1.0 or 1.1 is accepted beside newer ones. Why: they are withdrawn, and nobody in use needs them.
//! Source: RFC 8996 section 2. To do: switch them off.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::Version;

pub(super) static CHECK: Check = Check {
    code: "site_tls_old_versions",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 8996 section 2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(scan) = view.scan() else { return Hits::none() };
    let old = [(Version::Tls10, "TLS 1.0"), (Version::Tls11, "TLS 1.1")];
    let old: Vec<&str> = old.iter().filter(|(old, _)| scan.version(*old).is_some()).map(|(_, name)| *name).collect();
    (!old.is_empty()).then(|| Hit::with("versions", old.join(", "))).into()
}
