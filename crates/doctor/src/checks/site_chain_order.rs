//! What: the certificates are sent in the wrong order. Why: not every program puts them in order. Source: RFC 5246
//! section 7.4.2; RFC 8446 section 4.4.2. To do: the leaf first, then each one's issuer.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_order",
    topic: Topic::Chain,
    effect: Effect::Warning,
    source: "RFC 5246 section 7.4.2; RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.trail.said("chain_order_wrong").next().is_some().into()
}
