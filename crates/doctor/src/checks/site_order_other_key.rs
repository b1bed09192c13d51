//! What: a certificate of the ordered names and CA, but of another key, is presented. Why: it was made from another
//! CSR. Source: install check. To do: install certificate and key of this order together.

use super::site_order_other_certificate::{Kin, kin, stranger};
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_order_other_key", topic: Topic::Order, effect: Effect::Stops, source: "install check", check };

fn check(view: &View<'_>) -> Hits {
    stranger(view).is_some_and(|(leaf, newest)| kin(leaf, &newest) == Kin::OtherKey).into()
}
