//! What: an SSH server answers. Why: a port forwarding leads to the wrong service. Source: RFC 4253 section 4.2. To
//! do: `ss -ltnp` on the server.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_ssh",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 4253 section 4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Ssh).into()
}
