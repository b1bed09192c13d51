//! What: clients that get no updates any more cannot open the site, though current ones can. Why: they know neither
//! new roots nor new versions. Source: catalogue/clients.toml; FAQ 5. To do: a chain with a cross-certificate, if
//! they matter.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::compat::{Class, refusing};

pub(super) static CHECK: Check = Check {
    code: "site_old_clients",
    topic: Topic::Clients,
    effect: Effect::Notice,
    source: "catalogue/clients.toml; FAQ 5",
    check,
};

fn check(view: &View<'_>) -> Hits {
    refusing(view, Class::Fading).map(|clients| Hit::with("clients", clients)).into()
}
