//! What: http shows a page instead of leading to https. Why: visitors stay unencrypted. Source: RFC 9110 section
//! 15.4; FAQ 11. To do: redirect with 301 or 308.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::{is_http, is_https};

pub(super) static CHECK: Check = Check {
    code: "site_redirect_missing",
    topic: Topic::Http,
    effect: Effect::Warning,
    source: "RFC 9110 section 15.4; FAQ 11",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let reply = view.http().and_then(|page| page.reply.as_ref());
    let ends_plain = reply.is_some_and(|reply| reply.status == 200 && is_http(&reply.url));
    let over_tls = view.http().is_some_and(|page| page.hops.iter().any(|hop| is_https(&hop.url)));
    (ends_plain && !over_tls).into()
}
