//! What: a form sends to http. Why: what visitors type can be read; browsers warn. Source: W3C Mixed Content
//! (2023-02-23) section 6.1. To do: write https.

use super::{Check, Effect, Hits, Topic, View};

use crate::mixed::{Kind, mixed};

pub(super) static CHECK: Check = Check {
    code: "site_mixed_form",
    topic: Topic::Http,
    effect: Effect::Warning,
    source: "W3C Mixed Content (2023-02-23) section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    mixed(view, Kind::Form)
}
