//! What: the root is sent along. Why: it counts only where it is known already. Source: RFC 8446 section 4.4.2. To
//! do: take it out of the file.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_root_sent",
    topic: Topic::Chain,
    effect: Effect::Notice,
    source: "RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.trail.said("chain_root_sent").next().map(|root| Hit::with("subject", param(root, "subject"))).into()
}
