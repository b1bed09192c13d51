//! What: https of the name sends no HSTS. Why: the next visit may begin with http again. Source: RFC 6797 section
//! 6.1. To do: `Strict-Transport-Security: max-age=31536000`.

use super::{Check, Effect, Hits, Topic, View};

pub(super) static CHECK: Check = Check {
    code: "site_hsts_missing",
    topic: Topic::Http,
    effect: Effect::Notice,
    source: "RFC 6797 section 6.1",
    check,
};

fn check(view: &View<'_>) -> Hits {
    (hsts(view) == Some(None)).into()
}

/// The HSTS header of the first reply over https of this very name; `None` when there was no such reply.
pub(super) fn hsts<'a>(view: &View<'a>) -> Option<Option<&'a str>> {
    let page = view.https().filter(|page| page.reply.is_some() || !page.hops.is_empty())?;
    Some(match page.hops.first() {
        Some(hop) => hop.hsts.as_deref(),
        None => page.reply.as_ref().and_then(|reply| reply.hsts.as_deref()),
    })
}

/// `max-age` in seconds (RFC 6797 section 6.1.1); `None` when the header cannot be read.
pub(super) fn max_age(header: &str) -> Option<u64> {
    let value = header.split(';').find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.trim().eq_ignore_ascii_case("max-age").then(|| value.trim().trim_matches('"'))
    })?;
    value.parse().ok()
}
