//! What: TLS 1.3 is not accepted. Why: it is safer and a round trip faster. Source: RFC 9325 section 3.1.1. To do:
//! update the TLS library.

use super::{Check, Effect, Hits, Topic, View};

use crate::evidence::Version;

pub(super) static CHECK: Check = Check {
    code: "site_tls_no_tls13",
    topic: Topic::Tls,
    effect: Effect::Notice,
    source: "RFC 9325 section 3.1.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let complete = view.scan().filter(|scan| !scan.versions.is_empty() && !scan.cut_off);
    complete.is_some_and(|scan| scan.version(Version::Tls13).is_none()).into()
}
