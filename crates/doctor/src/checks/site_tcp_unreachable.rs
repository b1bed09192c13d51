//! What: no way to the address, such as no route. Why: a wrong AAAA record for a server without IPv6 is the usual
//! case. Source: RFC 9293 section 3.9.2. To do: `curl -v --connect-to NAME:443:ADDRESS:443 https://NAME/`, or take
//! the record away.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_tcp_unreachable",
    topic: Topic::Tcp,
    effect: Effect::Stops,
    source: "RFC 9293 section 3.9.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Unreachable).into()
}
