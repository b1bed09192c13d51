//! What: the front page answers with 4xx. Why: visitors see no page at this name. Source: RFC 9110 section 15.5. To
//! do: check document root and access rules of the https site.

use super::site_http_server_error::reply_with;
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_http_client_error",
    topic: Topic::Http,
    effect: Effect::Warning,
    source: "RFC 9110 section 15.5",
    check,
};

fn check(view: &View<'_>) -> Hits {
    reply_with(view, 400..=499)
}
