//! What: https leads back to http. Why: the encryption is lost on the way. Source: RFC 9110 section 15.4. To do:
//! correct the application's base address. A circle is told by `site_redirect_loop`.

use super::site_redirect_temporary::steps;
use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::{is_http, is_https};

pub(super) static CHECK: Check = Check {
    code: "site_redirect_downgrade",
    topic: Topic::Http,
    effect: Effect::Fault,
    source: "RFC 9110 section 15.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let page = view.https().filter(|page| page.failure.is_none());
    let down = page.and_then(|page| steps(page).find(|(hop, to)| is_https(&hop.url) && is_http(to)));
    down.map(|(hop, to)| Hit::with("from", &hop.url).and("url", to)).into()
}
