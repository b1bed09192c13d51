//! What: secure renegotiation is not announced. Why: an attacker can put words before a visitor's. Source: RFC 5746
//! section 3.6. To do: update the TLS library.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_unsafe_renegotiation",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 5746 section 3.6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.scan().and_then(|scan| scan.renegotiation_info) == Some(false)).into()
}
