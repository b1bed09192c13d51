//! What: the issuer is neither sent nor known, and its certificate cannot be had. Why: no path leads to a root.
//! Source: RFC 5280 section 6. To do: install a certificate of a public CA with its intermediates, or give the root
//! of your own CA.

use super::site_chain_incomplete::asked;
use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_unknown_issuer",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 5280 section 6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let unlinked = view.trail.unlinked().filter(|unlinked| param(unlinked, "url").is_empty() || asked(view));
    unlinked.map(|unlinked| Hit::with("issuer", param(unlinked, "issuer"))).into()
}
