//! What: a certificate of another CA than ordered is presented. Why: a hosting company's automatic certificate
//! replaces the bought one. Source: install check. To do: install the delivered one, switch the automatic one off.

use super::site_order_other_certificate::{Kin, kin, stranger};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_order_other_ca", topic: Topic::Order, effect: Effect::Stops, source: "install check", check };

fn check(view: &View<'_>) -> Hits {
    let Some((leaf, newest)) = stranger(view).filter(|(leaf, newest)| kin(leaf, newest) == Kin::OtherCa) else {
        return Hits::none();
    };
    Hit::with("issuer", leaf.issuer_text()).and("issuer_wanted", newest.issuer_text()).into()
}
