//! What: an intermediate is signed with SHA-1 or MD5. Why: such signatures can be forged. Source: BR 7.1.3.2;
//! SC-097. To do: install the CA's current intermediate.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_chain_weak_signature",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "BR 7.1.3.2; SC-097",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let weak = view.trail.cas().find_map(|ca| {
        let hash = ca.signature_algorithm().hash().filter(|hash| hash.is_weak() && !ca.is_self_issued())?;
        Some(Hit::with("subject", ca.subject_text()).and("hash", hash.as_str()))
    });
    weak.into()
}
