//! What: the page loads a script, frame or style sheet over http. Why: browsers block it; whoever changes it owns
//! the page. Source: W3C Mixed Content (2023-02-23) section 4.3. To do: write https.

use super::{Check, Effect, Hits, Topic, View};

use crate::mixed::{Kind, mixed};

pub(super) static CHECK: Check = Check {
    code: "site_mixed_active",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "W3C Mixed Content (2023-02-23) section 4.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    mixed(view, Kind::Active)
}
