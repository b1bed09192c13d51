//! What: the handshake goes wrong without an alert. Why: an appliance in between, or another key than the
//! certificate says. Source: RFC 8446 section 4. To do: `openssl s_client -connect ADDRESS:443 -servername NAME`.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check =
    Check { code: "site_tls_broken", topic: Topic::Tls, effect: Effect::Stops, source: "RFC 8446 section 4", check };

fn check(view: &View<'_>) -> Hits {
    let Some(failure) = view.failure().filter(|_| view.stopped_by(Stop::Broken)) else { return Hits::none() };
    Hit::with("why", failure.params.get("why").unwrap_or(&failure.code)).into()
}
