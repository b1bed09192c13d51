//! What: the step from http to https is a temporary redirect. Why: browsers ask the plain address again each time.
//! Source: RFC 9110 section 15.4.3. To do: 301 or 308.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Hop, PageSeen};
use crate::view::{is_http, is_https};

pub(super) static CHECK: Check = Check {
    code: "site_redirect_temporary",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "RFC 9110 section 15.4.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let step = view.http().and_then(|page| {
        let mut steps = steps(page);
        steps.find(|(hop, to)| is_http(&hop.url) && is_https(to)).map(|(hop, _)| hop)
    });
    let temporary = step.filter(|hop| !matches!(hop.status, 301 | 308));
    temporary.map(|hop| Hit::with("url", &hop.url).and("status", hop.status)).into()
}

/// Each redirect with the URL it led to.
pub(super) fn steps(page: &PageSeen) -> impl Iterator<Item = (&Hop, &str)> {
    let end = page.reply.as_ref().map(|reply| reply.url.as_str()).or(page.failed_url.as_deref()).unwrap_or_default();
    let next = page.hops.iter().skip(1).map(|hop| hop.url.as_str()).chain([end]);
    page.hops.iter().zip(next)
}
