//! What: a CA certificate is used beyond what it allows. Why: clients keep to it. Source: RFC 5280 section 6.1. To
//! do: install what the CA delivered.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_invalid",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    // A leaf that is for something else is told as such.
    let leafs = view.leaf().is_some_and(|leaf| leaf.server_auth() == Some(false));
    let reasons = REASONS.iter().filter(|code| !leafs || **code != "chain_not_for_servers");
    let found = reasons.into_iter().find_map(|code| view.trail.said(code).next());
    let reason = |code: &'static str| code.strip_prefix("chain_").unwrap_or(code);
    found.map(|found| Hit::with("subject", param(found, "subject")).and("reason", reason(found.code))).into()
}

/// What a path may fail by that is told by no check of its own.
const REASONS: &[&str] = &[
    "chain_not_ca",
    "chain_path_too_long",
    "chain_ca_not_yet_valid",
    "chain_name_constraint",
    "chain_not_for_servers",
    "chain_refused",
    "chain_too_many",
];
