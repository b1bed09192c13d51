//! What: the connection is closed without a word. Why: a protection system, a full limit, or a server without a
//! certificate. Source: RFC 8446 section 6.1. To do: look at the server's error log.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_closed",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 8446 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Closed).into()
}
