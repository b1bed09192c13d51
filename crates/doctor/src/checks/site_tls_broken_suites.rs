//! What: suites without encryption or authentication, export suites, DES or RC4 are accepted. Why: they protect
//! nothing. Source: RFC 7465, RFC 9325 section 4.1. To do: take them out of the list.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::suites::{Strength, suites};

pub(super) static CHECK: Check = Check {
    code: "site_tls_broken_suites",
    topic: Topic::Tls,
    effect: Effect::Fault,
    source: "RFC 7465, RFC 9325 section 4.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    suites(view, Strength::Broken).map(|suites| Hit::with("suites", suites)).into()
}
