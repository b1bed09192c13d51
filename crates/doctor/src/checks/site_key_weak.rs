//! What: the key is too short or of a kind that browsers do not take. Why: it can be computed from the certificate.
//! Source: BR 6.1.5. To do: a new key and a new certificate.

use warifu_pki::KeyKind;

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check =
    Check { code: "site_key_weak", topic: Topic::Certificate, effect: Effect::Stops, source: "BR 6.1.5", check };

fn check(view: &View<'_>) -> Hits {
    view.leaf().and_then(|leaf| weakness(leaf.key())).map(|key| Hit::with("key", key)).into()
}

/// BR 6.1.5.
const RSA_BITS_MIN: u32 = 2048;

/// What a key is, if no browser takes it.
pub(super) fn weakness(key: KeyKind) -> Option<String> {
    match key {
        KeyKind::Rsa { bits } if bits < RSA_BITS_MIN => Some(format!("RSA {bits}")),
        KeyKind::Rsa { .. } | KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 => None,
        other => Some(other.as_str().to_owned()),
    }
}
