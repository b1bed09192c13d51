//! What: the validation path redirects in a circle. Why: DCV will fail. Source: BR 3.2.2.4.18, 3.2.2.4.19. To do:
//! leave /.well-known/ out of the redirect rules.

use super::site_dcv_redirect_code::failed;
use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dcv_redirect_loop",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "BR 3.2.2.4.18, 3.2.2.4.19",
    check,
};

fn check(view: &View<'_>) -> Hits {
    failed(view, |_, failure| ["redirect_loop", "too_many_redirects"].contains(&failure.code.as_str()))
        .map(|(url, _)| Hit::with("url", url))
        .into()
}
