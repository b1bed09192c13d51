//! What: a mail server answers. Why: mail begins in plain text and goes over to TLS by STARTTLS. Source: RFC 5321
//! section 3.1. To do: `warifu doctor NAME:25 --starttls smtp`.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_smtp",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 5321 section 3.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Smtp).into()
}
