//! What: a DHE suite uses a prime below 2048 bits. Why: it can be broken with much computing (Logjam). Source: RFC
//! 9325 section 4.1, RFC 7919. To do: `openssl dhparam -out dh.pem 2048`, or no DHE.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_small_dh",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 9325 section 4.1, RFC 7919",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let bits = view.scan().and_then(|scan| scan.dh_bits).filter(|bits| *bits < DH_BITS_MIN);
    bits.map(|bits| Hit::with("bits", bits)).into()
}

/// RFC 9325 section 4.1: groups below 2048 bits must not be negotiated.
const DH_BITS_MIN: u32 = 2048;
