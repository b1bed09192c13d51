//! What: a public certificate has fewer log entries than browsers ask for. Why: they refuse it. Source: CT policies
//! of Chrome, Apple and Mozilla. To do: have it issued again, with SCTs.

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::trail::param;

pub(super) static CHECK: Check = Check {
    code: "site_scts_missing",
    topic: Topic::Certificate,
    effect: Effect::Fault,
    source: "CT policies of Chrome, Apple and Mozilla",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let few = view.trail.lints("certificate_sct_too_few");
    let few = few.map(|few| Hit::with("found", param(few, "found")).and("needed", param(few, "needed")));
    let none = || view.trail.lints("certificate_sct_missing").map(|_| Hit::with("found", 0).and("needed", SCTS_MIN));
    few.or_else(none).into()
}

/// What every policy asks for at least.
const SCTS_MIN: usize = 2;
