//! What: the name does not exist. Why: nobody can find the site. Source: RFC 1034 section 4.3.2. To do: `dig NAME
//! A`, then mend the zone or the spelling.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dns_nxdomain",
    topic: Topic::Dns,
    effect: Effect::Stops,
    source: "RFC 1034 section 4.3.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.is_unresolved(&["nxdomain"]).into()
}
