//! What: the heartbeat extension is announced. Why: it is of no use over TCP, and old OpenSSL leaked memory through
//! it. Source: RFC 6520. To do: update OpenSSL.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_tls_heartbeat", topic: Topic::Tls, effect: Effect::Notice, source: "RFC 6520", check };

fn check(view: &View<'_>) -> Hits {
    (view.scan().and_then(|scan| scan.heartbeat) == Some(true)).into()
}
