//! What: the server speaks only versions or suites that modern clients have switched off. Why: visitors see an
//! error. Source: RFC 8996 section 1, RFC 9325 section 3.1.1. To do: switch TLS 1.2 and 1.3 on.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_tls_legacy_only",
    topic: Topic::Tls,
    effect: Effect::Stops,
    source: "RFC 8996 section 1, RFC 9325 section 3.1.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let seen = view.at.and_then(|at| at.legacy.as_ref()).map(|hello| format!("{}, {}", hello.version, hello.suite));
    view.stopped_by(Stop::LegacyOnly)
        .then(|| Hit::with("versions", seen.unwrap_or_else(|| "TLS 1.1".to_owned())))
        .into()
}
