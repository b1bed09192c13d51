//! What: redirects lead in a circle or never end. Why: no page is ever shown. Source: RFC 9110 section 15.4. To do:
//! behind a CDN, look at X-Forwarded-Proto before redirecting.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::PageSeen;

pub(super) static CHECK: Check = Check {
    code: "site_redirect_loop",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "RFC 9110 section 15.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let looping = |page: &&PageSeen| {
        page.failure
            .as_ref()
            .is_some_and(|failure| ["redirect_loop", "too_many_redirects"].contains(&failure.code.as_str()))
    };
    let page = view.https().filter(looping).or_else(|| view.http().filter(looping));
    page.and_then(|page| page.hops.first()).map(|hop| Hit::with("url", &hop.url)).into()
}
