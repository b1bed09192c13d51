//! What: TLS compression is accepted. Why: the length of compressed data betrays secrets. Source: RFC 9325 section
//! 3.3; CRIME (CVE-2012-4929). To do: switch it off.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_compression",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 9325 section 3.3; CRIME (CVE-2012-4929)",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.scan().and_then(|scan| scan.compression) == Some(true)).into()
}
