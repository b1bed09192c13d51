//! What: a certificate of the ordered key with other names is presented. Why: the key was used for another order.
//! Source: install check. To do: install the certificate of this order.

use warifu_pki::Certificate;

use super::site_order_other_certificate::{Kin, kin, stranger};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_order_other_names",
    topic: Topic::Order,
    effect: Effect::Stops,
    source: "install check",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some((leaf, newest)) = stranger(view).filter(|(leaf, newest)| kin(leaf, newest) == Kin::OtherNames) else {
        return Hits::none();
    };
    let list = |from: &Certificate, without: &Certificate| {
        let names = from.names().iter().filter(|name| !without.names().contains(name));
        names.map(|name| name.as_str()).collect::<Vec<_>>().join(" ")
    };
    Hit::with("missing", list(&newest, leaf)).and("extra", list(leaf, &newest)).into()
}
