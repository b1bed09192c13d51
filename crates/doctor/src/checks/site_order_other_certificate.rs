//! What: a certificate is presented that has nothing to do with the order. Why: another site's, an older order's or
//! a default one is set. Source: install check. To do: look where the server's configuration finds certificate and
//! key for this name.

use std::collections::BTreeSet;

use warifu_pki::Certificate;

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::names_of;

pub(super) static CHECK: Check = Check {
    code: "site_order_other_certificate",
    topic: Topic::Order,
    effect: Effect::Stops,
    source: "install check",
    check,
};

fn check(view: &View<'_>) -> Hits {
    if view.leaf_der().is_some() && view.leaf().is_none() {
        return Hit::with("issuer", "").and("names", "").into();
    }
    let Some((leaf, _)) = stranger(view).filter(|(leaf, newest)| kin(leaf, newest) == Kin::None) else {
        return Hits::none();
    };
    Hit::with("issuer", leaf.issuer_text()).and("names", names_of(leaf)).into()
}

/// How a certificate that is not of the order resembles the newest one that is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    OtherNames,
    OtherCa,
    OtherKey,
    None,
}

pub(super) fn kin(leaf: &Certificate, newest: &Certificate) -> Kin {
    let names = |one: &Certificate| one.names().iter().cloned().collect::<BTreeSet<_>>();
    let same_names = names(leaf) == names(newest);
    if leaf.spki_der() == newest.spki_der() && !same_names {
        Kin::OtherNames
    } else if !same_names {
        Kin::None
    } else if leaf.issuer_der() != newest.issuer_der() {
        Kin::OtherCa
    } else {
        Kin::OtherKey
    }
}

/// The presented leaf and the newest one of the order, when the presented one is none of the order.
pub(super) fn stranger<'a>(view: &'a View<'_>) -> Option<(&'a Certificate, Certificate)> {
    let leaf = view.leaf().filter(|_| !view.shows_newest() && !view.shows_previous())?;
    Some((leaf, view.newest()?))
}
