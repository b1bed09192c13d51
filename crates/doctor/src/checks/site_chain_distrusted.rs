//! What: the root has lost the trust of a browser. Why: its visitors see a warning. Source: catalogue/root-
//! events.toml. To do: have it issued again under a trusted root.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_distrusted",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "catalogue/root-events.toml",
    check,
};

fn check(view: &View<'_>) -> Hits {
    distrust(view, "chain_root_distrusted")
}

/// The programmes that stop trusting the root, with the first day of it.
pub(super) fn distrust(view: &View<'_>, code: &str) -> Hits {
    let events: Vec<_> = view.trail.said(code).collect();
    let Some(first) = events.iter().min_by_key(|event| param(event, "from").parse::<i64>().unwrap_or(i64::MAX)) else {
        return Hits::none();
    };
    let programmes: Vec<&str> = events.iter().map(|event| param(event, "programme")).collect();
    Hit::with("root", param(first, "root"))
        .and("programmes", programmes.join(", "))
        .and("not_trusted_from", param(first, "from"))
        .into()
}
