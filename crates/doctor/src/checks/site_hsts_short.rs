//! What: HSTS counts for less than half a year. Why: rare visitors are not protected at their next visit. Source:
//! RFC 6797 section 11.2. To do: raise max-age.

use super::site_hsts_missing::{hsts, max_age};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_hsts_short",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "RFC 6797 section 11.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let seconds = hsts(view).flatten().and_then(max_age).filter(|seconds| *seconds < SECONDS_MIN);
    seconds.map(|seconds| Hit::with("seconds", seconds)).into()
}

/// 180 days: what a visitor of twice a year needs.
const SECONDS_MIN: u64 = 180 * 86_400;
