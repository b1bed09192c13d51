//! What: the certificate is signed with SHA-1 or MD5. Why: such signatures can be forged. Source: BR 7.1.3.2;
//! SC-097. To do: have it issued again.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_signature_weak",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "BR 7.1.3.2; SC-097",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let leaf = view.leaf().filter(|leaf| !leaf.is_self_signed());
    let hash = leaf.and_then(|leaf| leaf.signature_algorithm().hash()).filter(|hash| hash.is_weak());
    hash.map(|hash| Hit::with("hash", hash.as_str())).into()
}
