//! What: the validation path answers with 401, 403, 429 or 5xx even for a file that is not there. Why: DCV will
//! fail. Source: BR 3.2.2.4.18, 3.2.2.4.19. To do: no login, filter or protection below /.well-known/.

use super::{Check, Effect, Hit, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_dcv_blocked",
    topic: Topic::Validation,
    effect: Effect::Warning,
    source: "BR 3.2.2.4.18, 3.2.2.4.19",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let blocked = |status: u16| matches!(status, 401 | 403 | 407 | 429 | 451 | 500..=599);
    // A front page that answers the same is told as such.
    let front = view.https().and_then(|page| Some(page.reply.as_ref()?.status));
    let paths = view.pages().map_or(&[][..], |pages| &pages.validation);
    let hit = paths.iter().find_map(|seen| {
        let reply = seen.page.reply.as_ref().filter(|reply| blocked(reply.status) && Some(reply.status) != front)?;
        Some(Hit::with("url", format!("http://{}{}", view.host.name, seen.path)).and("status", reply.status))
    });
    hit.into()
}
