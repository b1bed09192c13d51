//! What: extended key usage lacks serverAuth. Why: browsers refuse it. Source: RFC 5280 section 4.2.1.12; BR
//! 7.1.2.7.10. To do: install a server certificate.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_not_for_servers",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 5280 section 4.2.1.12; BR 7.1.2.7.10",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.leaf().is_some_and(|leaf| leaf.server_auth() == Some(false)).into()
}
