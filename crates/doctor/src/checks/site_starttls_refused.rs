//! What: STARTTLS is offered, but fails before the handshake. Why: the server cannot read its certificate or key.
//! Source: RFC 3207 section 4. To do: look at the mail server's log.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_starttls_refused",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 3207 section 4",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::StarttlsRefused).then(|| Hit::with("protocol", view.start_name())).into()
}
