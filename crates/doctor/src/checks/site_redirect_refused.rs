//! What: a redirect leads to an address that cannot be opened. Why: visitors see an error. Source: RFC 9110 section
//! 15.4. To do: correct the target.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::PageSeen;

pub(super) static CHECK: Check = Check {
    code: "site_redirect_refused",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "RFC 9110 section 15.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let failed = |page: &&PageSeen| {
        let code = page.failure.as_ref().map_or("", |failure| failure.code.as_str());
        !page.hops.is_empty() && !["", "redirect_loop", "too_many_redirects"].contains(&code)
    };
    let page = view.https().filter(failed).or_else(|| view.http().filter(failed));
    let hit = |page: &PageSeen| {
        let (from, failure) = (page.hops.last()?, page.failure.as_ref()?);
        let target = page.failed_url.as_deref().unwrap_or(&from.location);
        Some(Hit::with("from", &from.url).and("url", target).and("why", &failure.code))
    };
    page.and_then(hit).into()
}
