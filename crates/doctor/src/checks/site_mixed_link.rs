//! What: the page links to an http page. Why: it loads nothing, so browsers do not mind. Source: FAQ 9; W3C Mixed
//! Content (2023-02-23) section 2. To do: write https where the target has it.

use super::{Check, Effect, Hits, Topic, View};

use crate::mixed::{Kind, mixed};

pub(super) static CHECK: Check = Check {
    code: "site_mixed_link",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "FAQ 9; W3C Mixed Content (2023-02-23) section 2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    mixed(view, Kind::Link)
}
