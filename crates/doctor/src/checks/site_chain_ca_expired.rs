//! What: an intermediate or the root on the only path is past its end. Why: the path does not count. Source: RFC 5280
//! section 6.1. To do: install the CA's current intermediate; a private root that has ended is replaced everywhere.

use warifu_pki::Certificate;

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
        let (subject, not_after) = (param(ca, "subject"), param(ca, "not_after"));
        let is_it = |root: &Certificate| root.subject_text() == subject && root.not_after().to_string() == not_after;
        let kind = if view.trail.roots().any(is_it) { "root" } else { "intermediate" };
        Hit::with("subject", subject).and("not_after", not_after).and("kind", kind)
    });
    hit.into()
}
