//! What: the server cannot prove that it holds the certificate's key. Why: certificate and key file do not belong
//! together. Source: RFC 8446 section 4.4.3. To do: `warifu match key.pem cert.pem`.

use super::site_key_weak::weakness;
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_tls_key_differs",
    topic: Topic::Tls,
    effect: Effect::Stops,
    source: "RFC 8446 section 4.4.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(leaf) = view.leaf() else { return Hits::none() };
    // A key that is too weak or odd to verify with is told as such.
    let unproven = view.handshake().is_some_and(|handshake| handshake.unproven);
    (unproven && weakness(leaf.key()).is_none()).into()
}
