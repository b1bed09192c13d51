//! What: the chain ends at a root that is on no list. Why: only the CA's own machines know it. Source: RFC 5280
//! section 6. To do: a certificate of a public CA, or distribute the root.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_private_root",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.trail.trusts("chain_root_unknown").map(|unknown| Hit::with("root", param(unknown, "issuer"))).into()
}
