//! What: the root will lose the trust of a browser while the certificate is valid. Why: it stops working there on
//! that day. Source: catalogue/root-events.toml. To do: at the next issuance take one under a newer root.

use super::site_chain_distrusted::distrust;
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_distrust_ahead",
    topic: Topic::Chain,
    effect: Effect::Warning,
    source: "catalogue/root-events.toml",
    check,
};

fn check(view: &View<'_>) -> Hits {
    distrust(view, "chain_root_distrust_ahead")
}
