//! What: the page loads an image, sound or video over http. Why: browsers try https or leave it out. Source: W3C
//! Mixed Content (2023-02-23) section 4.1. To do: write https.

use super::{Check, Effect, Hits, Topic, View};

use crate::mixed::{Kind, mixed};

pub(super) static CHECK: Check = Check {
    code: "site_mixed_passive",
    topic: Topic::Http,
    effect: Effect::Warning,
    source: "W3C Mixed Content (2023-02-23) section 4.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    mixed(view, Kind::Passive)
}
