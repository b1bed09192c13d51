//! What: the certificate is signed by its own key. Why: anybody can make one, so browsers warn. Source: RFC 5280
//! section 6. To do: order a certificate for the name.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_self_signed",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.trail.trusts("chain_leaf_self_signed").is_some().into()
}
