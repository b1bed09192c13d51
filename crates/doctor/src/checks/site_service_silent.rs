//! What: the connection is accepted, and nothing follows. Why: a hanging server, or a proxy without a back end.
//! Source: RFC 8446 section 2. To do: restart the service and look at its log.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_silent",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 8446 section 2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Silent).into()
}
