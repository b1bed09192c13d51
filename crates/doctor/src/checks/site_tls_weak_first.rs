//! What: the server's own order puts a weak suite before sound ones. Why: visitors get the weak one. Source: RFC
//! 9325 section 4.2. To do: reorder, or leave the order to the library.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Preference, VersionSeen};
use crate::suites::{Strength, strength};

pub(super) static CHECK: Check = Check {
    code: "site_tls_weak_first",
    topic: Topic::Tls,
    effect: Effect::Warning,
    source: "RFC 9325 section 4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let weak = |seen: &VersionSeen| {
        let first = seen.suites.first().filter(|first| strength(first) != Strength::Sound)?;
        let better = seen.suites.iter().any(|suite| strength(suite) == Strength::Sound);
        (seen.preference == Preference::Server && better).then(|| Hit::with("suite", first))
    };
    view.scan().and_then(|scan| scan.versions.iter().find_map(weak)).into()
}
