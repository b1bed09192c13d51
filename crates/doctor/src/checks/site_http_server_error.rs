//! What: the front page answers with 5xx. Why: the application or a proxy's back end fails. Source: RFC 9110
//! section 15.6. To do: look at its error log.

use std::ops::RangeInclusive;

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_http_server_error",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "RFC 9110 section 15.6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    reply_with(view, 500..=599)
}

/// The final reply over https when its status is one of these.
pub(super) fn reply_with(view: &View<'_>, statuses: RangeInclusive<u16>) -> Hits {
    let reply = view.https().and_then(|page| page.reply.as_ref()).filter(|reply| statuses.contains(&reply.status));
    reply.map(|reply| Hit::with("url", &reply.url).and("status", reply.status)).into()
}
