//! What: a wildcard was not looked at. Why: it names no host, and the certificate covers none that we know of.
//! Source: RFC 6125 section 6.4.3. To do: name one host under it.

use super::{Check, Effect, Hits, Topic, View};

use crate::evidence::Looked;

pub(super) static CHECK: Check = Check {
    code: "site_wildcard_unchecked",
    topic: Topic::Dns,
    effect: Effect::Notice,
    source: "RFC 6125 section 6.4.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (view.host.looked == Looked::Nowhere).into()
}
