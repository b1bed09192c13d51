//! What: the certificate has nothing to do with the name, and is what the server also shows to clients that name no
//! site. Why: the site of this name is not set up, so the default site answers. Source: RFC 6066 section 3. To do:
//! set the certificate for the site of this name.

use warifu_pki::DnsName;

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::names_of;

pub(super) static CHECK: Check = Check {
    code: "site_tls_default_certificate",
    topic: Topic::Tls,
    effect: Effect::Stops,
    source: "RFC 6066 section 3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf() else { return Hits::none() };
    // An intermediate in front of the leaf is another fault, and no site's certificate.
    let intermediate = leaf.is_ca() && !leaf.is_self_signed();
    let related = || leaf.names().iter().any(|name| name.base_domain() == base_domain(view.name()));
    // An order's own check says more about a certificate that belongs to nothing known.
    let ordered = view.shows_newest() || view.shows_previous();
    if ordered || intermediate || view.certificate_covers() || leaf.common_name() == Some(view.name()) || related() {
        return Hits::none();
    }
    let default = view.at.and_then(|at| at.without_sni.as_ref()).and_then(|shown| shown.handshake());
    let same = default.is_some_and(|default| default.chain.first().map(Vec::as_slice) == view.leaf_der());
    (same || leaf.is_self_signed()).then(|| Hit::with("names", names_of(leaf))).into()
}

/// The registrable domain of a host; the host itself where there is none.
pub(super) fn base_domain(host: &str) -> String {
    DnsName::parse(host).map_or_else(|_| host.to_owned(), |name| name.base_domain().to_owned())
}
