//! What: a signature in the chain is not by the key of the issuer that is sent. Why: no path leads to a root.
//! Source: RFC 5280 section 6.1. To do: install what the CA delivered.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_broken",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let broken = view.trail.said("chain_signature_broken").next();
    broken.map(|link| Hit::with("subject", param(link, "subject"))).into()
}
