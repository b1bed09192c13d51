//! What: the name exists without A and AAAA records. Why: a browser has nowhere to go. Source: RFC 1035 section
//! 3.4.1, RFC 3596. To do: add an A or AAAA record.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dns_no_address",
    topic: Topic::Dns,
    effect: Effect::Stops,
    source: "RFC 1035 section 3.4.1, RFC 3596",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.is_unresolved(&["no_address"]).into()
}
