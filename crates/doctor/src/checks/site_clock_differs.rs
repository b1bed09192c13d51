//! What: the server's clock and this computer's are far apart. Why: with a wrong clock a sound certificate looks expired
//! or not yet valid; visitors with a wrong clock see the same. Source: RFC 9110 section 6.6.1. To do: set the clock that
//! is wrong.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_clock_differs",
    topic: Topic::Service,
    effect: Effect::Notice,
    source: "RFC 9110 section 6.6.1",
    check,
};

/// CAs put the beginning of a certificate about this far back, because clocks differ.
const APART_S_MAX: u64 = 3_600;

fn check(view: &View<'_>) -> Hits {
    let replies = [view.https(), view.http()].into_iter().flatten().filter_map(|page| page.reply.as_ref());
    let ahead = replies.filter_map(|reply| reply.clock_ahead_s).next();
    let far = ahead.filter(|ahead| ahead.unsigned_abs() > APART_S_MAX);
    let hit = far.map(|ahead| {
        let direction = if ahead > 0 { "ahead" } else { "behind" };
        Hit::with("hours", ahead.unsigned_abs() / 3_600).and("direction", direction)
    });
    hit.into()
}
