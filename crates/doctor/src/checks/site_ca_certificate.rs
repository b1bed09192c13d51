//! What: a CA certificate stands where the server's own should. Why: the file begins with the intermediate. Source:
//! RFC 8446 section 4.4.2; BR 7.1.2.7.8. To do: put the leaf first.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_ca_certificate",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 8446 section 4.4.2; BR 7.1.2.7.8",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.leaf().is_some_and(|leaf| leaf.is_ca() && !leaf.is_self_signed()).into()
}
