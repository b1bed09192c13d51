//! What: something answers that speaks neither TLS nor HTTP. Why: the port leads to another program. Source: RFC
//! 8446 section 5.1. To do: `ss -ltnp` on the server.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_other",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 8446 section 5.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let said = || view.at.and_then(|at| at.greeting.as_ref()).map_or("", |greeting| greeting.line.as_str());
    view.stopped_by(Stop::OtherService).then(|| Hit::with("said", said())).into()
}
