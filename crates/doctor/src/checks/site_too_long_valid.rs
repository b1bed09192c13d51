//! What: a public certificate is valid for longer than was allowed when it was issued. Why: browsers refuse it.
//! Source: BR 6.3.2; SC-081v3. To do: have it issued again with a shorter term.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_too_long_valid",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "BR 6.3.2; SC-081v3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let long = view.trail.lints("certificate_validity_too_long");
    long.map(|long| Hit::with("days", param(long, "days")).and("days_max", param(long, "days_max"))).into()
}
