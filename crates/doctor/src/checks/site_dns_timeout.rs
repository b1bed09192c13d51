//! What: the name servers do not answer. Why: visitors wait and then see an error. Source: RFC 1035 section 7.2. To
//! do: `dig NAME A +trace`.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_dns_timeout", topic: Topic::Dns, effect: Effect::Stops, source: "RFC 1035 section 7.2", check };

fn check(view: &View<'_>) -> Hits {
    view.is_unresolved(&["dns_timeout"]).into()
}
