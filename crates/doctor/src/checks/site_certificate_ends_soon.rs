//! What: less than a tenth of the certificate's life is left, and less than ten days. Why: renewal should have
//! happened at a third. Source: RFC 9773 section 4.1; SC-081v3. To do: renew and install now.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_certificate_ends_soon",
    topic: Topic::Certificate,
    effect: Effect::Warning,
    source: "RFC 9773 section 4.1; SC-081v3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf() else { return Hits::none() };
    let (left, life) = (leaf.not_after() - view.context.now, leaf.not_after() - leaf.not_before());
    let soon = left >= 0 && left < life / LIFE_SHARE && left < LEFT_MAX && leaf.not_before() <= view.context.now;
    soon.then(|| Hit::with("not_after", leaf.not_after()).and("days", left / DAY)).into()
}

/// Renewal is due at a third of the life; a tenth leaves room for what is only late.
const LIFE_SHARE: i64 = 10;

const DAY: i64 = 86_400;

/// Ten days, so that a certificate of a year is not called late a month before its end.
const LEFT_MAX: i64 = 10 * DAY;
