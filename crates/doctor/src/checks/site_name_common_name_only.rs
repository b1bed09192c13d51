//! What: the name stands in the common name, and there is no SAN. Why: browsers ignore the common name. Source: RFC
//! 9525 section 2; BR 7.1.2.7.12. To do: have it issued again.

use super::site_name_mismatch::{Gap, gap};
use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_name_common_name_only",
    topic: Topic::Certificate,
    effect: Effect::Stops,
    source: "RFC 9525 section 2; BR 7.1.2.7.12",
    check,
};

fn check(view: &View<'_>) -> Hits {
    matches!(gap(view), Some((_, Gap::CommonName))).into()
}
