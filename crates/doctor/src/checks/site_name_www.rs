//! What: the certificate has the twin with or without `www.` only. Why: they are two names. Source: RFC 9525
//! section 6. To do: have it issued with both.

use super::site_name_mismatch::{Gap, gap};
use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::names_of;

pub(super) static CHECK: Check = Check {
    code: "site_name_www",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 9525 section 6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    match gap(view) {
        Some((leaf, Gap::Www(_))) => Hit::with("names", names_of(leaf)).into(),
        _ => Hits::none(),
    }
}
