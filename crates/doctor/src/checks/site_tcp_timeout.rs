//! What: the address does not answer. Why: a firewall drops the packets. Source: RFC 9293 section 3.8.3. To do:
//! open the port in the firewall or the provider's packet filter.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_tcp_timeout",
    topic: Topic::Tcp,
    effect: Effect::Stops,
    source: "RFC 9293 section 3.8.3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Timeout).into()
}
