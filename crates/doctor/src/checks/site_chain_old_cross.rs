//! What: an expired cross-certificate is sent beside a good path. Why: old libraries follow only what was sent, and
//! fail. Source: RFC 4158 section 2.4; RFC 8446 section 4.4.2. To do: take it out of the file.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_old_cross",
    topic: Topic::Chain,
    effect: Effect::Notice,
    source: "RFC 4158 section 2.4; RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let expired = view.trail.besides().find(|link| link.not_after() < view.context.now);
    expired.map(|ca| Hit::with("subject", ca.subject_text()).and("not_after", ca.not_after())).into()
}
