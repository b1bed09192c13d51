//! What: suites with 64-bit blocks or SHA-less MACs are accepted. Why: long connections leak. Source: RFC 9325
//! section 4.1; SWEET32 (CVE-2016-2183). To do: take them out of the list.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::suites::{Strength, suites};

pub(super) static CHECK: Check = Check {
    code: "site_tls_weak_suites",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 9325 section 4.1; SWEET32 (CVE-2016-2183)",
    check,
};

fn check(view: &View<'_>) -> Hits {
    suites(view, Strength::Weak).map(|suites| Hit::with("suites", suites)).into()
}
