//! What: what is presented is no certificate. Why: browsers refuse it. Source: RFC 5280 section 4.1. To do: export
//! it anew from the delivery.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_certificate_unreadable",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 4.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.handshake().is_some() && view.leaf().is_none()).into()
}
