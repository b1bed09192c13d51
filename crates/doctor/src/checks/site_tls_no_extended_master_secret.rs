//! What: the extended master secret is not known. Why: connections can be mixed up (triple handshake). Source: RFC
//! 7627 section 5. To do: update the TLS library.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_no_extended_master_secret",
    topic: Topic::Tls,
    effect: Effect::Notice,
    source: "RFC 7627 section 5",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.scan().and_then(|scan| scan.extended_master_secret) == Some(false)).into()
}
