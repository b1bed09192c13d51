//! What: one of A and AAAA has an answer, the other question fails. Why: clients that wait for both are slow or
//! fail. Source: RFC 4074 section 4. To do: `dig NAME A` and `dig NAME AAAA`; no records is an empty answer.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::Answer;

pub(super) static CHECK: Check = Check {
    code: "site_dns_family_failed",
    topic: Topic::Dns,
    effect: Effect::Warning,
    source: "RFC 4074 section 4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let Some(dns) = &view.host.dns else { return Hits::none() };
    let fails = |answer: &Answer| matches!(answer, Answer::ServFail | Answer::Timeout);
    let has = |answer: &Answer| matches!(answer, Answer::Addresses(list) if !list.is_empty());
    if has(&dns.a) && fails(&dns.aaaa) {
        Hit::with("family", "AAAA").into()
    } else if has(&dns.aaaa) && fails(&dns.a) {
        Hit::with("family", "A").into()
    } else {
        Hits::none()
    }
}
