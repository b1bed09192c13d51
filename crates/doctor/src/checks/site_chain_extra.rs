//! What: certificates are sent twice or belong to no path. Why: each handshake is longer. Source: RFC 8446 section
//! 4.4.2. To do: take them out of the file.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_extra",
    topic: Topic::Chain,
    effect: Effect::Notice,
    source: "RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let extra = ["chain_stranger", "chain_duplicate"].into_iter().flat_map(|code| view.trail.said(code));
    let subjects: Vec<&str> = extra.map(|extra| param(extra, "subject")).collect();
    (!subjects.is_empty()).then(|| Hit::with("subjects", subjects.join("; "))).into()
}
