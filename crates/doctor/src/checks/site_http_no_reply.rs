//! What: TLS works, but no proper reply comes. Why: the site or application behind it is broken. Source: RFC 9110
//! section 3.4. To do: look at the server's error log.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_http_no_reply",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "RFC 9110 section 3.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let page = view.https().filter(|page| page.hops.is_empty() && page.reply.is_none());
    let failed = page.and_then(|page| page.failure.as_ref().map(|failure| (page, failure)));
    failed
        .map(|(page, failure)| {
            Hit::with("url", page.failed_url.as_deref().unwrap_or_default()).and("why", &failure.code)
        })
        .into()
}
