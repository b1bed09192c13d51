//! What: a wildcard of the domain covers another level than this name's. Why: a star stands for exactly one label.
//! Source: RFC 9525 section 6.3. To do: add the name itself.

use super::site_name_mismatch::{Gap, gap};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_name_wildcard",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 9525 section 6.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    match gap(view) {
        Some((_, Gap::Wildcard(wildcard))) => Hit::with("wildcard", wildcard).into(),
        _ => Hits::none(),
    }
}
