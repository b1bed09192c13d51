//! What: the validation path cannot be opened over http. Why: validation by file will fail; by DNS it may go well.
//! Source: BR 3.2.2.4.18, 3.2.2.4.19. To do: open port 80.

use super::site_dcv_redirect_code::failed;
use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Failure, PageSeen};
use crate::view::is_https;

pub(super) static CHECK: Check = Check {
    code: "site_dcv_unreachable",
    topic: Topic::Validation,
    effect: Effect::Notice,
    source: "BR 3.2.2.4.18, 3.2.2.4.19",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let other = |page: &PageSeen, failure: &Failure| {
        let redirects = ["redirect_refused", "redirect_loop", "too_many_redirects"].contains(&failure.code.as_str());
        // What fails after a redirect to https is told by the topics of TLS.
        !redirects && !page.failed_url.as_deref().is_some_and(is_https)
    };
    failed(view, other).map(|(url, failure)| Hit::with("url", url).and("why", &failure.code)).into()
}
