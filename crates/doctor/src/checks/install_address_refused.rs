//! What: the address is one that we may not connect to, such as a private one. Why: visitors from the internet cannot
//! reach it either. Source: the IANA special-purpose address registries (RFC 6890).
//! To do: give the name a public address, or look from inside with `warifu doctor --allow`.

use warifu_pki::Finding;

use super::View;

pub(super) fn check(view: &View<'_>) -> Option<Finding> {
    let failure = view.failed_with(&["address_refused"])?;
    Some(
        view.error("install_address_refused", "RFC 6890")
            .with("why", failure.params.get("why").map_or("", String::as_str)),
    )
}
