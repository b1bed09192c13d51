//! What: nothing listens on the port. Why: the server is not running or not set up for it, or a firewall rejects.
//! Source: RFC 9293 section 3.5.2. To do: `ss -ltn 'sport = :443'` on the server.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_tcp_refused",
    topic: Topic::Tcp,
    effect: Effect::Stops,
    source: "RFC 9293 section 3.5.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Refused).into()
}
