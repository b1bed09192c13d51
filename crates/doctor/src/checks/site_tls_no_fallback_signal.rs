//! What: a hello that says to be a fallback is not refused. Why: a downgrade goes unnoticed. Source: RFC 7507
//! section 3. To do: switch old versions off, or update the TLS library.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_no_fallback_signal",
    topic: Topic::Tls,
    effect: Effect::Notice,
    source: "RFC 7507 section 3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.scan().and_then(|scan| scan.fallback_scsv) == Some(false)).into()
}
