//! What: the certificate is past its end. Why: every browser shows a warning and no page. Source: RFC 5280 section
//! 4.1.2.5. To do: install the newest one; if it is installed, reload the server.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_certificate_expired",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 5280 section 4.1.2.5",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let ended = view.leaf().filter(|leaf| leaf.not_after() < view.context.now);
    ended.map(|leaf| Hit::with("not_after", leaf.not_after()).and("serial", leaf.serial_hex())).into()
}
