//! What: SSL 3.0 is accepted. Why: it can be decrypted (POODLE). Source: RFC 7568 section 3. To do: switch it off.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::evidence::Version;

pub(super) static CHECK: Check = Check {
    code: "site_tls_ssl_versions",
    topic: Topic::Tls,
    effect: Effect::Fault,
    source: "RFC 7568 section 3",
    check,
};

fn check(view: &View<'_>) -> Hits {
    view.scan().and_then(|scan| scan.version(Version::Ssl3)).map(|_| Hit::with("versions", "SSL 3.0")).into()
}
