//! What: clients that are updated and in wide use cannot open the site. Why: nothing in common, or a root they do
//! not have. Source: catalogue/clients.toml. To do: see each one's reason; widen the list of suites, or another
//! chain.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::compat::{Class, refusing};

pub(super) static CHECK: Check = Check {
    code: "site_clients_refuse",
    topic: Topic::Clients,
    effect: Effect::Warning,
    source: "catalogue/clients.toml",
    check,
};

fn check(view: &View<'_>) -> Hits {
    refusing(view, Class::Current).map(|clients| Hit::with("clients", clients)).into()
}
