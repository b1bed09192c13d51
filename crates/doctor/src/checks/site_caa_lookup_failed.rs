//! What: a question for CAA records fails. Why: CAs must not issue then. Source: RFC 8659 section 3; BR 3.2.2.8. To
//! do: `dig NAME CAA`; no records is an empty answer.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_caa_lookup_failed",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "RFC 8659 section 3; BR 3.2.2.8",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let failed = view.host.dns.as_ref().and_then(|dns| dns.caa.as_ref()?.failed_at.as_ref());
    failed.map(|(at, _)| Hit::with("at_name", at)).into()
}
