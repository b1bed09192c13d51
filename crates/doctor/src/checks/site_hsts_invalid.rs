//! What: the HSTS header has no valid max-age. Why: browsers ignore it. Source: RFC 6797 section 6.1. To do: write
//! it anew.

use super::site_hsts_missing::{hsts, max_age};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_hsts_invalid",
    topic: Topic::Http,
    effect: Effect::Warning,
    source: "RFC 6797 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let header = hsts(view).flatten().filter(|header| max_age(header).is_none());
    header.map(|header| Hit::with("value", header)).into()
}
