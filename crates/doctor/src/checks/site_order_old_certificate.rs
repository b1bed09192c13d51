//! What: a certificate of an earlier issuance of this order is still presented. Why: the new files are not in
//! place, the server was not reloaded, or one of several servers was forgotten. Source: install check. To do:
//! compare the serial numbers, reload the server at this address.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_order_old_certificate",
    topic: Topic::Order,
    effect: Effect::Stops,
    source: "install check",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf().filter(|_| view.shows_previous()) else { return Hits::none() };
    let wanted = view.newest().map(|newest| newest.serial_hex()).unwrap_or_default();
    Hit::with("serial", leaf.serial_hex()).and("serial_wanted", wanted).and("not_after", leaf.not_after()).into()
}
