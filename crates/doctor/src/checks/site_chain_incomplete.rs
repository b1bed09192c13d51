//! What: an intermediate is not sent. Why: browsers on computers may fetch or remember it, phones and programs
//! fail. Source: RFC 8446 section 4.4.2. To do: set the server to the file with leaf and intermediates together.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_chain_incomplete",
    topic: Topic::Chain,
    effect: Effect::Stops,
    source: "RFC 8446 section 4.4.2",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let missing: Vec<(String, String)> = view
        .trail
        .said("chain_intermediate_missing")
        .map(|missing| {
            let (subject, sha256) = (param(missing, "subject"), param(missing, "sha256"));
            let url = view.trail.fetched_from(sha256).unwrap_or_else(|| param(missing, "url").to_owned());
            (subject.to_owned(), url)
        })
        .collect();
    // A quick look fetches nothing; where the file lies, the certificate itself says.
    let pointer = view.trail.unlinked().filter(|unlinked| !param(unlinked, "url").is_empty() && !asked(view));
    let missing = match (missing.first(), pointer) {
        (Some(_), _) => missing,
        (None, Some(unlinked)) => vec![(param(unlinked, "issuer").to_owned(), param(unlinked, "url").to_owned())],
        (None, None) => return Hits::none(),
    };
    let names: Vec<&str> = missing.iter().map(|(subject, _)| subject.as_str()).collect();
    let urls: Vec<&str> = missing.iter().map(|(_, url)| url.as_str()).filter(|url| !url.is_empty()).collect();
    let from = if urls.is_empty() { "delivery" } else { "url" };
    let names = names.join("; ");
    // Without an address the file is known by the name of the certificate in it, as delivered.
    let file = if urls.is_empty() { names.clone() } else { urls.join(" ") };
    Hit::with("missing", names).and("url", file).and("from", from).into()
}

/// Whether somebody has looked for the issuer already.
pub(super) fn asked(view: &View<'_>) -> bool {
    !view.host.issuers.is_empty()
}
