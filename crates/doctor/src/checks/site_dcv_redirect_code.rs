//! What: the validation path redirects with a status that CAs may not follow, such as 303. Why: DCV will fail.
//! Source: BR 3.2.2.4.18, 3.2.2.4.19. To do: answer the path without a redirect.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::{Failure, PageSeen};

pub(super) static CHECK: Check = Check {
    code: "site_dcv_redirect_code",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "BR 3.2.2.4.18, 3.2.2.4.19",
    check,
};

fn check(view: &View<'_>) -> Hits {
    failed(view, |_, failure| is_refused(failure) && failure.params.get("why").is_some_and(|why| why == "status"))
        .map(|(url, failure)| {
            Hit::with("url", url).and("status", failure.params.get("status").map_or("", String::as_str))
        })
        .into()
}

/// The first validation path whose look ended in such a failure: its URL and the failure.
pub(super) fn failed<'a>(
    view: &View<'a>,
    wanted: impl Fn(&PageSeen, &Failure) -> bool,
) -> Option<(String, &'a Failure)> {
    let paths = view.pages().map_or(&[][..], |pages| &pages.validation);
    paths.iter().find_map(|seen| {
        let failure = seen.page.failure.as_ref().filter(|failure| wanted(&seen.page, failure))?;
        Some((format!("http://{}{}", view.host.name, seen.path), failure))
    })
}

/// A redirect that a CA may not follow ends the look with this failure.
pub(super) fn is_refused(failure: &Failure) -> bool {
    failure.code == "redirect_refused"
}
