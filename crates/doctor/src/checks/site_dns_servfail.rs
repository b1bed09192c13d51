//! What: the name servers answer with an error. Why: resolvers give up, and so do CAs. A failure that DNSSEC
//! explains is told by `site_dns_bogus`. Source: RFC 1035 section 4.1.1. To do: `dig NAME A +trace`.

use super::site_dns_bogus::is_bogus;
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dns_servfail",
    topic: Topic::Dns,
    effect: Effect::Stops,
    source: "RFC 1035 section 4.1.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.is_unresolved(&["dns_servfail"]) && !is_bogus(view)).into()
}
