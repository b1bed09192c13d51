//! What: the server ends the handshake with an alert. Why: no usable certificate for that name, or nothing in
//! common. Source: RFC 8446 section 6. To do: look into the server's error log at the time of the look.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check =
    Check { code: "site_tls_alert", topic: Topic::Tls, effect: Effect::Stops, source: "RFC 8446 section 6", check };

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Alert).then(|| Hit::with("alert", view.failure_param("alert"))).into()
}
