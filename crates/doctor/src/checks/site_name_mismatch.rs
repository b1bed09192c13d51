//! What: none of the certificate's names is this one. Why: browsers warn. Source: RFC 9525 section 6. To do: have
//! it issued with this name too.

use warifu_pki::Certificate;

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::names_of;

pub(super) static CHECK: Check = Check {
    code: "site_name_mismatch",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 9525 section 6",
    check,
};

fn check(view: &View<'_>) -> Hits {
    match gap(view) {
        Some((leaf, Gap::Other)) => Hit::with("names", names_of(leaf)).into(),
        _ => Hits::none(),
    }
}

/// How a name is missing.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Gap {
    /// Its twin with or without `www.` is there.
    Www(String),
    /// A wildcard of its domain is there, but covers another level.
    Wildcard(String),
    /// It is the common name, but no SAN.
    CommonName,
    Other,
}

/// How the name is missing in the presented leaf, if it is.
pub(super) fn gap<'a>(view: &'a View<'_>) -> Option<(&'a Certificate, Gap)> {
    let (leaf, name) = (view.leaf()?, view.name());
    if view.certificate_covers() {
        return None;
    }
    let twin = name.strip_prefix("www.").map_or_else(|| format!("www.{name}"), str::to_owned);
    let wildcard = leaf.names().iter().find(|star| {
        let host = star.host();
        star.is_wildcard() && (name == host || name.strip_suffix(host).is_some_and(|rest| rest.ends_with('.')))
    });
    let gap = if leaf.names().is_empty() && leaf.common_name().is_some_and(|cn| cn.eq_ignore_ascii_case(name)) {
        Gap::CommonName
    } else if let Some(star) = wildcard {
        Gap::Wildcard(star.to_string())
    } else if leaf.covers(&twin) {
        Gap::Www(twin)
    } else {
        Gap::Other
    };
    Some((leaf, gap))
}
