//! What: the name leads to an address that is not of the public internet. Why: visitors cannot reach it either.
//! Source: RFC 6890. To do: put the public address into DNS, or look from inside with `warifu doctor --allow`.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_address_refused", topic: Topic::Dns, effect: Effect::Stops, source: "RFC 6890", check };

fn check(view: &View<'_>) -> Hits {
    let refused = view.host.addresses().iter().filter_map(|at| {
        let failure = at.shown.failure().filter(|failure| failure.code == "address_refused")?;
        Some((at.address.ip().to_string(), failure.params.get("why")))
    });
    let whole = view.is_unresolved(&["address_refused"]);
    let whole =
        whole.then(|| (view.failure_param("address").to_owned(), view.failure().and_then(|f| f.params.get("why"))));
    let hit = |(address, why): (String, Option<&String>)| {
        Hit::with("address", address).and("why", why.map_or("", String::as_str))
    };
    refused.chain(whole).map(hit).collect()
}
