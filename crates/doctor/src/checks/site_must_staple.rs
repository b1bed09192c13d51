//! What: the certificate demands a stapled OCSP response, and none comes. Why: Firefox refuses the site. Source:
//! RFC 7633 section 4.2.3.1. To do: switch stapling on, or a certificate without the demand.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_must_staple",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 7633 section 4.2.3.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let demanded = view.trail.lints("certificate_must_staple").is_some();
    (demanded && view.handshake().is_some_and(|handshake| handshake.ocsp.is_none())).into()
}
