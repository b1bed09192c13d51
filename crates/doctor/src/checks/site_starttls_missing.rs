//! What: the server does not offer STARTTLS. Why: mails and passwords travel unencrypted. Source: RFC 3207 section
//! 4, RFC 8314 section 3. To do: switch TLS on in the mail server.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_starttls_missing",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 3207 section 4, RFC 8314 section 3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::StarttlsMissing).then(|| Hit::with("protocol", view.start_name())).into()
}
