//! What: the stapled OCSP response is out of date, wrongly signed or about another certificate. Why: a wrong
//! response is worse than none. Source: RFC 6960 section 3.2; RFC 6066 section 8. To do: check the server's clock
//! and its way to the responder.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Signed, Status, StatusSource};

pub(super) static CHECK: Check = Check {
    code: "site_staple_bad",
    topic: Topic::Certificate,
    effect: Effect::Warning,
    source: "RFC 6960 section 3.2; RFC 6066 section 8",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf() else { return Hits::none() };
    let of = leaf.fingerprint().to_string();
    let stapled = view.host.revocation.iter().find(|seen| seen.source == StatusSource::Stapled && seen.of == of);
    let Some(seen) = stapled.filter(|_| view.handshake().is_some_and(|shake| shake.ocsp.is_some())) else {
        return Hits::none();
    };
    let why = if seen.signed == Signed::Invalid {
        "signature"
    } else if seen.next_update.is_some_and(|until| until < view.context.now) {
        "expired"
    } else if seen.status == Some(Status::Unknown) || seen.failure.is_some() {
        "other"
    } else {
        return Hits::none();
    };
    Hit::with("why", why).into()
}
