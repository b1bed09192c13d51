//! What: a CRL or OCSP response with a good signature says revoked. Why: browsers that look refuse it. Source: RFC
//! 5280 section 5, RFC 6960; BR 4.9. To do: have it issued again with a new key.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Signed, Status};

pub(super) static CHECK: Check = Check {
    code: "site_certificate_revoked",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 5280 section 5, RFC 6960; BR 4.9",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf() else { return Hits::none() };
    let of = leaf.fingerprint().to_string();
    let revoked = view.host.revocation.iter().filter(|seen| seen.of == of && seen.signed == Signed::Valid);
    let hit = revoked.filter_map(|seen| match seen.status {
        Some(Status::Revoked { at, reason }) => Some(Hit::with("not_good_from", at).and("reason", reason_name(reason))),
        _ => None,
    });
    hit.take(1).collect()
}

/// RFC 5280 section 5.3.1.
fn reason_name(reason: Option<u8>) -> &'static str {
    match reason {
        Some(1) => "keyCompromise",
        Some(2) => "cACompromise",
        Some(3) => "affiliationChanged",
        Some(4) => "superseded",
        Some(5) => "cessationOfOperation",
        Some(6) => "certificateHold",
        Some(9) => "privilegeWithdrawn",
        Some(10) => "aACompromise",
        _ => "unspecified",
    }
}
