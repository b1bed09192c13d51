//! What: many redirects from http to the page. Why: each costs time. Source: RFC 9110 section 15.4. To do: redirect
//! at once to the final address.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_redirect_chain",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "RFC 9110 section 15.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let hops = view.http().filter(|page| page.reply.is_some()).map(|page| page.hops.len());
    hops.filter(|hops| *hops > HOPS_MAX).map(|hops| Hit::with("hops", hops)).into()
}

/// http to https, then to www or a language: more has no good reason.
const HOPS_MAX: usize = 3;
