//! What: the certificate's first second lies ahead. Why: browsers refuse it until then. Source: RFC 5280 section
//! 4.1.2.5. To do: wait, or set this machine's clock.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_certificate_not_yet_valid",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 5280 section 4.1.2.5",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let early = view.leaf().filter(|leaf| leaf.not_before() > view.context.now);
    early.map(|leaf| Hit::with("not_before", leaf.not_before())).into()
}
