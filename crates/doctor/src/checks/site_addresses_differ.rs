//! What: the addresses of the name present different certificates. Why: errors come and go with the address a
//! visitor gets. Source: RFC 8446 section 4.4.2; FAQ 7. To do: install the newest certificate on every server.

use warifu_pki::Certificate;

use super::{Check, Effect, Hit, Hits, Topic, View};

use crate::view::certificates;

pub(super) static CHECK: Check = Check {
    code: "site_addresses_differ",
    topic: Topic::Addresses,
    effect: Effect::Warning,
    source: "RFC 8446 section 4.4.2; FAQ 7",
    check,
};

fn check(view: &View<'_>) -> Hits {
    let leaves: Vec<(String, Certificate)> = view
        .host
        .addresses()
        .iter()
        .filter_map(|at| {
            let leaf = certificates(at.shown.handshake()).into_iter().next()?;
            Some((at.address.ip().to_string(), leaf))
        })
        .collect();
    let first = leaves.first();
    // Two sound certificates for the same names side by side, such as RSA and ECDSA ones, are no fault.
    let differs = leaves.iter().any(|(_, leaf)| {
        first.is_some_and(|(_, first)| leaf != first && (leaf.key() == first.key() || leaf.names() != first.names()))
    });
    let line = |(address, leaf): &(String, Certificate)| format!("{address} ({})", leaf.serial_hex());
    differs.then(|| Hit::with("addresses", leaves.iter().map(line).collect::<Vec<_>>().join(", "))).into()
}
