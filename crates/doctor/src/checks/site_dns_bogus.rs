//! What: the zone should be signed, and the signatures do not fit. Why: validating resolvers refuse the name, and
//! CAs must not issue. Source: RFC 4035 section 5.5; BR 3.2.2.8.1 (since 2026-03-15). To do: `delv NAME A`, then
//! compare DS and DNSKEY.

use super::{Check, Effect, Hits, Topic, View};

use crate::evidence::Dnssec;

pub(super) static CHECK: Check = Check {
    code: "site_dns_bogus",
    topic: Topic::Dns,
    effect: Effect::Stops,
    source: "RFC 4035 section 5.5; BR 3.2.2.8.1 (since 2026-03-15)",
    check,
};

fn check(view: &View<'_>) -> Hits {
    is_bogus(view).into()
}

pub(super) fn is_bogus(view: &View<'_>) -> bool {
    view.host.dns.as_ref().is_some_and(|dns| dns.dnssec == Dnssec::Bogus)
}
