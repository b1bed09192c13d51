//! What: the validation path redirects to a port or scheme that CAs may not go to, such as 8443. Why: DCV will
//! fail. Source: BR 3.2.2.4.18, 3.2.2.4.19; BR 1.6.1 Authorized Ports. To do: answer the path on 80 or 443.

use super::site_dcv_redirect_code::{failed, is_refused};
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dcv_redirect_port",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "BR 3.2.2.4.18, 3.2.2.4.19; BR 1.6.1 Authorized Ports",
    check,
};

fn check(view: &View<'_>) -> Hits {
    failed(view, |_, failure| is_refused(failure) && failure.params.get("why").is_none_or(|why| why != "status"))
        .map(|(url, failure)| {
            Hit::with("url", url).and("target", failure.params.get("location").map_or("", String::as_str))
        })
        .into()
}
