//! What: an intermediate is not sent. Why: browsers on computers may fetch or remember it, phones and programs
//! fail. Source: RFC 8446 section 4.4.2. To do: set the server to the file with leaf and intermediates together.

use warifu_pki::Certificate;

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_incomplete",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(order) = view.order().filter(|_| view.shows_newest()) else { return Hits::none() };
    let expected = order.intermediates_der.iter().filter_map(|der| Certificate::from_der(der.clone()).ok());
    let missing: Vec<String> = expected.filter(|one| !presented(view, one)).map(|one| one.subject_text()).collect();
    (!missing.is_empty()).then(|| Hit::with("missing", missing.join("; ")).and("url", "")).into()
}

/// A cross-signed certificate of the same CA name and key does the same service.
fn presented(view: &View<'_>, wanted: &Certificate) -> bool {
    let same = |sent: &Certificate| sent.subject_der() == wanted.subject_der() && sent.spki_der() == wanted.spki_der();
    view.sent.iter().any(same)
}
