//! What: the name is no DNS name, or the answer breaks the protocol. Why: nobody can look it up. Source: RFC 1035
//! section 2.3.4. To do: write it as in `www.example.jp`.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dns_malformed",
    topic: Topic::Dns,
    effect: Effect::Stops,
    source: "RFC 1035 section 2.3.4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let known = ["address_refused", "dns_servfail", "dns_timeout", "no_address", "nxdomain"];
    (view.failure().is_some() && !view.is_unresolved(&known)).into()
}
