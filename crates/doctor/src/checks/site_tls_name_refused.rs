//! What: the server knows no site of that name. Why: no server block or binding has the name. Source: RFC 6066
//! section 3. To do: add the name to the site's settings.

use super::{Check, Effect, Hits, Topic, View};

use crate::view::Stop;

pub(super) static CHECK: Check = Check {
    code: "site_tls_name_refused",
    topic: Topic::Tls,
    effect: Effect::Stops,
    source: "RFC 6066 section 3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.stopped_by(Stop::NameRefused).into()
}
