//! What: an intermediate or the root on the only path is past its end. Why: the path does not count. Source: RFC 5280
//! section 6.1. To do: install the CA's current intermediate; a private root that has ended is replaced everywhere.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_ca_expired",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let expired = view.trail.said("chain_ca_expired").next();
    let hit = expired.map(|ca| {
        Hit::with("subject", param(ca, "subject"))
            .and("not_after", param(ca, "not_after"))
            .and("kind", param(ca, "kind"))
    });
    hit.into()
}
