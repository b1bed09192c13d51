//! What: http leads to another host without passing https of this one. Why: HSTS cannot count for this name.
//! Source: RFC 6797 section 7.2. To do: first to https of the same name.

use super::site_redirect_temporary::steps;
use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::{host_and_port, is_http};

pub(super) static CHECK: Check = Check {
    code: "site_redirect_host",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "RFC 6797 section 7.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let first = view.http().and_then(|page| steps(page).next());
    let host = |url: &str| host_and_port(url).map(|(host, _)| host);
    let leaves = first.filter(|(hop, to)| is_http(&hop.url) && host(to).is_some_and(|to| Some(to) != host(&hop.url)));
    leaves.map(|(_, to)| Hit::with("url", to)).into()
}
