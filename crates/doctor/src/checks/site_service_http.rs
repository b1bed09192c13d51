//! What: the port speaks plain HTTP. Why: the server listens there without its certificate set, such as nginx
//! `listen 443` without `ssl`. Source: RFC 8446 section 5.1. To do: switch TLS on for the port.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_service_http",
    topic: Topic::Service,
    effect: Effect::Stops,
    source: "RFC 8446 section 5.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::Http).into()
}
